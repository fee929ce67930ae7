// Numbers and sentences as text: the same few formats as number_text.py.

const MISSING = "–";
const CURRENCIES = ["$", "€", "£"];

function fixed(value, decimals, grouped) {
  // toFixed rounds the exact binary value, halves away from zero, as number_text.py does.
  let digits = Math.abs(value).toFixed(decimals);
  const negative = value < 0 && /[1-9]/.test(digits);
  if (grouped) digits = digits.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  return (negative ? "−" : "") + digits;
}

function formatNumber(value, spec = "") {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  if (spec === "") return fixed(value, 3, true).replace(/\.?0+$/, "");
  const [, comma, decimals, kind] = /^(,?)\.([0-6])([f%])$/.exec(spec);
  const percent = kind === "%";
  return fixed(percent ? value * 100 : value, Number(decimals), comma === ",") + (percent ? "%" : "");
}

function withUnit(text, unit) {
  if (!unit || text === MISSING) return text;
  if (CURRENCIES.includes(unit)) return unit + text;
  return text + (unit.startsWith("%") ? "" : "\u00a0") + unit;
}

function fillTemplate(template, values, formats) {
  return template.replace(/\{(\w+)(?::([^{}]*))?\}/g, (slot, name, spec) => {
    const value = values[name];
    if (typeof value === "string") return value;
    return formatNumber(value, spec === undefined ? formats[name] || "" : spec);
  });
}
