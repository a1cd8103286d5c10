// What only the browser can do for the fields that numbers are typed into: − and +, the arrow keys, and the page's own
// minus, which it writes at sliders too. Called as a page begins with {page}, and as it ends with {page, fields: {key:
// {step, value, text, least, most, whole, address}}}: between the two a network may train for long. It listens once,
// for all fields of all pages.

const FIELD = '[class*="st-key-number_"] [data-testid="stTextInput"] input';
const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
const shown = (text) => String(text).replaceAll('-', '−');
const plain = (text) => text.replaceAll('−', '-');

const home = (input) => input.closest('[class*="st-key-number_"]');
const told = (input) => {
  const name = [...home(input).classList].find((each) => each.startsWith('st-key-number_'));
  return window.numberFields.data?.[name] ?? { step: 0.01, value: null, text: '' };
};

// To everybody but the eye the minus is the one on the keyboard: so an address stays legible, and old links are read.
function dress(input) {
  const below = Object.getOwnPropertyDescriptor(input, 'value') ?? native; // the page's framework watches it as well
  Object.defineProperty(input, 'value', {
    configurable: true,
    enumerable: below.enumerable,
    get() { return plain(below.get.call(this)); },
    set(text) { below.set.call(this, shown(text)); },
  });
  input.value = native.get.call(input);
  input.setAttribute('role', 'spinbutton');
  const buttons = document.createElement('span');
  buttons.className = 'number-steps';
  for (const [sign, way] of [['−', 'Lower'], ['+', 'Raise']]) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', tabIndex: -1, textContent: sign });
    button.setAttribute('aria-label', `${way} ${input.getAttribute('aria-label')}`);
    button.dataset.sign = sign === '+' ? 1 : -1;
    buttons.append(button);
  }
  input.closest('[data-testid="stTextInputRootElement"]').append(buttons);
}

// A slider writes its numbers itself; a whole one of a thousand and more is a count.
const SLIDER = '[data-testid="stSlider"]';
const SLID = `${SLIDER} :is([data-testid="stSliderThumbValue"], [data-testid="stSliderTickBar"]) p`;
const slid = (text) => shown(text).replace(/^\d{4,}$/, (count) => count.replace(/\B(?=(\d{3})+$)/g, ','));

function spellSliders() {
  for (const { firstChild: text } of document.querySelectorAll(SLID)) {
    if (text && text.nodeValue !== slid(text.nodeValue)) text.nodeValue = slid(text.nodeValue);
  }
  for (const input of document.querySelectorAll(`${SLIDER} input[aria-valuetext]`)) {
    const said = input.getAttribute('aria-valuetext');
    if (said !== slid(said)) input.setAttribute('aria-valuetext', slid(said));
  }
}

// What the step player moves is no field of ours, and moves many times a second.
function isOfAWalk(node) {
  return (node.closest ? node : node.parentElement)?.closest('[data-testid="stVegaLiteChart"], [data-walk], .player');
}

// What lies round a sentence of refusal is marked, for the style: a browser that looks for it by itself (:has) looks at
// half of the page whenever anything in it changes.
function mark() {
  const marked = new Set();
  for (const refused of document.querySelectorAll('[class*="st-key-refused_"]')) {
    marked.add(refused.parentElement).add(home(refused));
    for (let row = refused; (row = row.parentElement.closest('[data-testid="stHorizontalBlock"]'));) marked.add(row);
  }
  for (const each of document.querySelectorAll('[data-refused]')) if (!marked.has(each)) each.removeAttribute('data-refused');
  for (const each of marked) each.toggleAttribute('data-refused', true);
  document.querySelector('[data-testid="stMain"]')?.toggleAttribute('data-unread', !!document.querySelector('.st-key-unread'));
}

function refresh() {
  spellSliders();
  mark();
  for (const input of document.querySelectorAll(FIELD)) {
    if (!input.closest('[data-testid="stTextInputRootElement"]').querySelector('.number-steps')) dress(input);
    const { value, least, most } = told(input);
    const name = [...home(input).classList].find((each) => each.startsWith('st-key-number_'));
    const refused = home(input).querySelector(`.${CSS.escape(name.replace('st-key-number_', 'st-key-refused_'))}`);
    if (refused) {
      refused.id = `${input.id}-refused`;
      const sentence = refused.parentElement, row = home(input).parentElement.parentElement;
      sentence.style.marginLeft = '';
      // It may be wider than its field, as long as no other stands beside it.
      const top = input.getBoundingClientRect().top;
      const others = [...row.querySelectorAll(FIELD)].filter((other) => other !== input
        && home(other).querySelector('[class*="st-key-refused_"]') && Math.abs(other.getBoundingClientRect().top - top) < 9);
      if (others.length) sentence.style.setProperty('width', '100%', 'important');
      else sentence.style.removeProperty('width');
      const over = sentence.getBoundingClientRect().right - row.getBoundingClientRect().right;
      if (over > 0) sentence.style.marginLeft = `-${over}px`;
    }
    const state = {
      'aria-valuenow': refused ? null : value,
      'aria-valuetext': native.get.call(input) || null,
      'aria-valuemin': least > -1e300 ? least : null,
      'aria-valuemax': most < 1e300 ? most : null,
      'aria-invalid': refused ? 'true' : null,
      'aria-describedby': refused ? refused.id : null,
    };
    for (const [key, now] of Object.entries(state)) {
      if (now === null || now === undefined) input.removeAttribute(key);
      else if (input.getAttribute(key) !== String(now)) input.setAttribute(key, now);
    }
  }
}

// What stands in a field and has not been sent yet: 1,5, 1/3 and 1½ too; NaN for what only the page can read, or refuses.
const MIXED = /^([+-]?)\s*(\d*)\s*([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])$/;
function unsent(text, whole) {
  const [, sign, ones, fraction] = text.match(MIXED) ?? [];
  if (fraction) {
    const [above, below] = fraction.normalize('NFKC').split('⁄').map(Number);
    return (sign === '-' ? -1 : 1) * ((Number(ones) * below + above) / below);
  }
  const twoNumbers = whole ? /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/ : /^[+-]?[1-9]\d{0,2},\d{3}$/; // 1,234
  const number = (part) => twoNumbers.test(part) || !/^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(part)
    ? NaN : Number(part.replace(',', '.'));
  const [above, below, ...more] = text.split('/').map((part) => number(part.trim()));
  return more.length ? NaN : above / (below ?? 1);
}

function put(input, text) {
  native.set.call(input, shown(text));
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

// As Enter does; in a form, its button sends the field.
function send(input, wait) {
  if (input.closest('[data-testid="stForm"]')) return;
  clearTimeout(window.numberFields.commit);
  const enter = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true });
  window.numberFields.commit = setTimeout(() => input.dispatchEvent(enter), wait);
}

function step(input, sign) {
  const { data, waiting } = window.numberFields;
  if (!data) return waiting.push([input, sign]); // the page still computes, and has not told by how much
  const { step: by, value, text, least = -Infinity, most = Infinity, whole } = told(input);
  const typed = input.value.trim();
  const from = typed === text.trim() || !typed ? value ?? 0 : unsent(typed, whole);
  if (!Number.isFinite(from)) return send(input, 0); // the page says what it makes of it, and nothing is thrown away
  const to = Number((from + sign * by).toPrecision(12));
  if (to < least || to > most) return;
  put(input, String(to));
  send(input, 120); // one run for a key held down
}

function listen() {
  const always = { capture: true };
  let asked = 0;
  const soon = () => { asked ||= requestAnimationFrame(() => { asked = 0; refresh(); }); };
  const seen = new MutationObserver((changes) => changes.every(({ target }) => isOfAWalk(target)) || soon());
  const what = { childList: true, characterData: true, attributeFilter: ['aria-valuetext'] };
  seen.observe(document.body, { ...what, subtree: true });
  document.addEventListener('keydown', (event) => {
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!sign || !event.target.matches?.(FIELD) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(event.target, sign);
  }, always);
  document.addEventListener('input', ({ target, isComposing }) => {
    if (isComposing || !target.matches?.(FIELD)) return;
    const [text, at] = [native.get.call(target), target.selectionStart];
    if (!text.includes('-')) return;
    native.set.call(target, shown(text)); // before the framework hears of it
    target.setSelectionRange(at, at);
  }, always);
  document.addEventListener('pointerdown', (event) => {
    if (event.target.closest?.('.number-steps')) event.preventDefault(); // the caret stays in the field
  }, always);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('.number-steps button');
    if (button) step(home(button).querySelector(FIELD), Number(button.dataset.sign));
  }, always);
  return { waiting: [] };
}

// What could not be read is kept out of the address: a link holds the numbers that the page's results are of.
function correctAddress(data) {
  const address = new URL(location.href);
  for (const [key, { address: text }] of Object.entries(data)) {
    if (text === undefined || !address.searchParams.has(key)) continue;
    if (text === null) address.searchParams.delete(key);
    else address.searchParams.set(key, text);
  }
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}

export default function numberFields({ data: { page, fields } }) {
  const kept = window.numberFields ??= listen();
  if (fields) {
    const name = (key) => `st-key-number_${key.replace(/[^a-zA-Z0-9_-]/g, '-')}`;
    kept.told = { page, data: Object.fromEntries(Object.entries(fields).map(([key, each]) => [name(key), each])) };
    correctAddress(fields);
  } else kept.page = page;
  kept.data = kept.told?.page === kept.page ? kept.told.data : null; // the browser may call for the end first
  refresh();
  if (kept.data) for (const [input, sign] of kept.waiting.splice(0)) if (input.isConnected) step(input, sign);
}
