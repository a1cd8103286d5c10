// Scroll an element into view, if it is out of sight.
export default function ({ data }) {
    const [key, picture] = [data.key, `${data.key}_picture`].map((each) => `.st-key-${CSS.escape(each)}`);
    const element = document.querySelector(picture) ?? document.querySelector(key);
    if (!element) return;
    const { top, bottom, height } = element.getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 60);  // 60 px: the bar at the top
    if (seen >= Math.min(height, innerHeight / 2)) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.style.scrollMarginTop = "5rem";
    element.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}
