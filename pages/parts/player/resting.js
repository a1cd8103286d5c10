// A part of the page that the server draws: dimmed while the walk is at another step, asked for once the step rests.

export default function ({ data, setTriggerValue }) {
    const { prefix, part, step } = data;
    const element = () => document.querySelector(`.st-key-${CSS.escape(part)}`);
    const follower = {
        moved(now) {
            element()?.toggleAttribute("data-waits", now !== step);
            element()?.setAttribute("aria-busy", now !== step);
        },
        rested(now) { if (now !== step) setTriggerValue("asked", now); },
    };
    window.stepFollowers ??= {};
    (window.stepFollowers[prefix] ??= {})[part] = follower;
    const player = window.stepPlayers?.[prefix];
    if (player?.film) follower.moved(player.step);
    return () => { if (window.stepFollowers[prefix][part] === follower) delete window.stepFollowers[prefix][part]; };
}
