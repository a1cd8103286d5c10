// Runs in the page before its own scripts, and asks nothing of it but what any page paints with: elements of an SVG or a
// table that are added, removed or really changed (the same value written again is no change), and calls that draw on a
// canvas. What has changed until a frame's layout is painted in that frame, and counts as painted in the first task
// after it: a message that is posted after the layout waits for the paint. A chart is an SVG or a canvas that is not the
// picture of a table, of some size (an icon is none), and in the window (what cannot be seen is not yet an answer).
() => {
    const now = () => performance.now(), PICTURE = 'svg, canvas, table';
    const watch = window.watch = {last: now(), armed: false, pressed: null, paints: []};
    let changed = new Map();  // element -> when it first changed since the last frame
    let due = [];  // the same, of the frame that is being painted
    const note = (element) => {
        watch.last = now();
        if (watch.armed && element && !changed.has(element)) changed.set(element, watch.last);
    };

    const SEEN = {subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true};
    const observer = new MutationObserver((records) => {
        for (const {type, target, attributeName, oldValue, addedNodes} of records) {
            if (target === probe) continue;
            if (type === 'attributes' && target.getAttribute(attributeName) === oldValue) continue;
            note((target.closest ? target : target.parentElement)?.closest(PICTURE));
            for (const added of addedNodes) {
                if (added.matches?.(PICTURE)) note(added);
                added.querySelectorAll?.(PICTURE).forEach(note);
            }
        }
    });
    observer.observe(document, SEEN);
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
        const root = attachShadow.call(this, options);
        observer.observe(root, SEEN);
        return root;
    };
    const DRAWS = ['fill', 'stroke', 'fillRect', 'clearRect', 'strokeRect', 'fillText', 'strokeText', 'drawImage',
                   'putImageData', 'drawArrays', 'drawElements'];
    for (const { prototype } of [CanvasRenderingContext2D, WebGLRenderingContext, WebGL2RenderingContext])
        for (const draw of DRAWS.filter((name) => name in prototype)) {
            const own = prototype[draw];
            prototype[draw] = function (...all) { note(this.canvas); return own.apply(this, all); };
        }

    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...all) {
            super(...all);
            this.addEventListener('message', () => { watch.last = watch.heard = now(); });
        }
        send(data) { watch.last = now(); super.send(data); }
    };

    // One callback a frame makes the probe wider or narrower, and its observer is called after that frame's layout.
    const probe = document.createElement('div');
    probe.style = 'position: fixed; width: 1px; height: 1px; contain: strict; visibility: hidden; pointer-events: none';
    const frame = () => {
        if (!watch.armed) return;
        probe.style.width = probe.style.width === '1px' ? '2px' : '1px';
        requestAnimationFrame(frame);
    };
    new ResizeObserver(() => {
        due = [...due, ...changed];
        changed = new Map();
        painted.port2.postMessage(null);
    }).observe(probe);
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
        if (!due.length) return;
        const boxes = due.map(([element, since]) => [element, since, element.getBoundingClientRect()]);
        const large = boxes.filter(([element, since, box]) => box.width >= 50 && box.height >= 50);
        const charts = large.filter(([element, since, box]) => !element.matches('table, :has(table)')
            && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
        const first = Math.min(...charts.map(([element, since]) => since));
        if (large.length) watch.paints.push({at: now(), chart: charts.length > 0, first, heard: watch.heard});
        due = [];
    };
    watch.arm = () => {
        changed = new Map();
        Object.assign(watch, {armed: true, pressed: null, heard: null, paints: []});
        document.documentElement.append(probe);
        requestAnimationFrame(frame);
    };
    watch.disarm = () => { watch.armed = false; };
    document.addEventListener('click', (event) => {
        if (event.isTrusted) watch.pressed ??= now();
    }, true);
    watch.press = () => {
        const since = (time) => time && time - watch.pressed;
        const {paints} = watch, chart = paints.find((each) => each.chart);
        return {
            answered: since(chart.heard), changed: since(chart.first), painted: since(chart.at),
            all: since(paints.findLast((each) => each.at < watch.pressed + 1000 || each === chart).at),
        };
    };
    watch.frames = (seconds) =>
        watch.paints.filter((each) => each.chart && each.at < watch.pressed + seconds * 1000).length;
}
