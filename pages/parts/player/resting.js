// A part of the page that the server draws: dimmed while the walk is at another step, asked for once the step rests.

export default function ({ data, setTriggerValue }) {
    const { prefix, part, step } = data;
    const element = () => document.querySelector(`.st-key-${CSS.escape(part)}`);
    const follower = {
        step,  // that it shows
        moved(now) {
            element()?.toggleAttribute("data-waits", now !== step);
            element()?.setAttribute("aria-busy", now !== step);
        },
        ask(now) {
            keepHigh(element());
            setTriggerValue("asked", now);
        },
    };
    window.stepFollowers ??= {};
    (window.stepFollowers[prefix] ??= {})[part] = follower;
    const player = window.stepPlayers?.[prefix];
    if (player?.film) {
        follower.moved(player.step);
        player.answered();
    }
    return () => { if (window.stepFollowers[prefix][part] === follower) delete window.stepFollowers[prefix][part]; };
}

// What stands below a part does not come up when another step needs less room: as long as the window is as wide.
function keepHigh(element) {
    if (!element) return;
    if (element.dataset.wide !== String(innerWidth)) element.style.minHeight = "";
    element.dataset.wide = innerWidth;
    element.style.minHeight = `${element.offsetHeight}px`;
}
