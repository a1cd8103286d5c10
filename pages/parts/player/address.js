// The step in the page's address: other parameters stay as they are written, and the history gets no entry.

// A number, NaN where it is no step, null where the address says nothing.
function stepInAddress(key) {
    const said = new URL(location.href).searchParams.get(key);
    return said === null ? null : /^[0-9]+$/.test(said) ? +said : NaN;
}

// Past whoever else watches for changes of the address; null takes it out.
function writeInAddress(key, step) {
    const said = location.search.slice(1).split("&").filter(Boolean), isOwn = (each) => new URLSearchParams(each).has(key);
    const place = said.findIndex(isOwn), now = said.filter((each) => !isOwn(each));
    if (step !== null) now.splice(place < 0 ? now.length : place, 0, `${key}=${step}`);
    if (now.join("&") === said.join("&")) return;
    const search = now.length ? `?${now.join("&")}` : "";
    History.prototype.replaceState.call(history, history.state, "", `${location.pathname}${search}${location.hash}`);
}
