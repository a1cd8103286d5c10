// What Streamlit calls: it hands over a walk's control, and its film, and a player takes both.

// The control and its film come one after the other, and either may be the first; a film comes anew with each rerun.
const arrived = {};
let turns = 0;

export default function ({ parentElement, data, setTriggerValue }) {
    if (data.prefix) {
        const { film } = arrived[data.prefix] ?? {};
        const old = film && players[data.prefix]?.film === film;  // of the visit before
        return meet(data.prefix, { place: parentElement, film: old ? null : film });
    }
    const turn = turns = turns + 1;
    unpacked(data).then((film) => {
        if (turn <= (arrived[film.prefix]?.turn ?? 0)) return;
        film.sent = data;
        const player = players[film.prefix];
        if (player?.root.isConnected && isSame(player.film?.sent, data)) {
            arrived[film.prefix].turn = turn;
            player.keep(setTriggerValue);
        } else meet(film.prefix, { film, turn, ask: setTriggerValue });
    });
}

function isSame(one, other) {
    return one?.length === other.length && one.every((byte, i) => byte === other[i]);
}

function meet(prefix, part, times = 100) {
    const { place, film, ask } = arrived[prefix] = { ...arrived[prefix], ...part };
    const root = place?.querySelector(".player");
    if (!place || !film) return;
    if (!root?.isConnected) {  // it is called before it stands in the page
        if (times) setTimeout(meet, 20, prefix, {}, times - 1);
        return;
    }
    let player = players[prefix];
    if (player?.root !== root) {
        player?.leave();
        player = players[prefix] = new Player(root, prefix);
    }
    if (player.film !== film) player.take(film, ask);
}
