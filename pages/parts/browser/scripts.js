// Unpacks the course's scripts, and then does what components have asked for meanwhile.

export default function ({ data }) {
    const course = window.course ??= { waiting: [] };
    course.scripts ??= unpacked(data).then((scripts) => {
        course.run = (name, args) => scripts[name](args);
        for (const name of ["way_back", "sideways", "popovers", "menu", "progress"]) scripts[name]();
        for (const [name, args] of course.waiting.splice(0)) course.run(name, args);
    });
}

async function unpacked(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const found = {};
    for (const [name, text] of Object.entries(await new Response(stream).json())) {
        const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
        found[name] = (await import(address)).default;
        URL.revokeObjectURL(address);
    }
    return found;
}
