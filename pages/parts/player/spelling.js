// How the browser writes a number: the very text that backprop/numerals.py gives, so that nobody sees who wrote it.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function spelled(value, digits = 4) {
    if (Number.isNaN(value)) return "not a number";
    if (value === 0) return "0";
    const size = Math.abs(value), minus = value < 0 ? "−" : "";
    if (size === Infinity) return `${minus}∞`;
    const [mantissa, power] = inDigits(size, digits).split("e"), exponent = Number(power);
    if (exponent >= -4 && exponent < 6) {
        const plain = Number(`${mantissa}e${power}`).toFixed(Math.max(digits - 1 - exponent, 0));
        return minus + withoutZeros(plain);
    }
    const raised = String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => RAISED[digit]);
    return `${minus}${withoutZeros(mantissa)}×10${raised}`;
}

// As a factor in a line of arithmetic: in brackets where it is negative.
function signed(value, digits = 4) {
    return value < 0 ? `(${spelled(value, digits)})` : spelled(value, digits);
}

// A whole number with its thousands apart.
function counted(step) {
    return String(step).replace(/\B(?=(\d{3})+$)/g, ",");
}

// 2.5 is 2 in one digit: of two that are equally near, Python takes the even one, and browsers the larger. One digit
// more shows most numbers not to be such a middle, and thirty tell it from what only lies near it.
function inDigits(size, digits) {
    if (size.toExponential(digits).includes("5e")) {
        const more = size.toExponential(digits + 30), end = digits > 1 ? digits + 1 : 1;
        const isMiddle = /^\.?50+e/.test(more.slice(end));
        if (isMiddle && more[end - 1] % 2 === 0) return more.slice(0, end) + more.slice(more.indexOf("e"));
    }
    return size.toExponential(digits - 1);
}

function withoutZeros(text) {
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
