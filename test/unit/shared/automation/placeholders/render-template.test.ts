import { describe, expect, test } from "vitest";
import { renderTemplate } from "#shared/automation/placeholders/render-template.ts";
import { ZonedDate } from "#shared/automation/placeholders/zoned-date.ts";

const NOW = Date.UTC(2026, 10, 23, 13, 5);
const ZONE = "Europe/Rome";
const SCOPE = {
  ticket: {
    subject: "<b>Boots & laces</b>\nhurt",
    tags: ["vip", "<i>"],
    dueAt: new ZonedDate(NOW, ZONE),
    createdAt: new ZonedDate(NOW - 86_400_000, ZONE),
    priority: null,
    number: 7,
  },
  contact: { firstname: null, name: "Anna" },
  now: new ZonedDate(NOW, ZONE),
  webhook: JSON.parse('{"__proto__": {"polluted": 1}, "items": [{"price": 3}]}') as unknown,
};

const render = (template: string, as: "text" | "html" = "text", timeZone = ZONE) =>
  renderTemplate(template, SCOPE, { as, timeZone, nowEpochMs: NOW });

describe("[F6] what is rendered", () => {
  test.each([
    ["{{ ticket.number }}: {{ ticket.tags | join: ', ' }} / {{ ticket.tags }}", "7: vip, <i> / vip, <i>"],
    ["Hello {{ contact.firstname | default: 'there' }}{{ contact.nope }}{{ nope.nope }}!", "Hello there!"],
    ["{% if contact.firstname %}a{% else %}b{% endif %}{% if ticket.priority == nil %}c{% endif %}", "bc"],
    ["{{ webhook.items[0].price }}", "3"],
    ["{{ ticket.dueAt }}", "2026-11-23 14:05"],
    ["{{ ticket.dueAt | date: '%d.%m.%Y %H:%M' }}", "23.11.2026 14:05"],
    ["{{ ticket.dueAt | date: '%H:%M', 'Asia/Tokyo' }}", "22:05"],
    ["{{ ticket.dueAt | date: '%H:%M', 'No/Where' }}", "14:05"],
    ["{{ 'now' | date: '%Y-%m-%d' }} {{ now | date: '%H' }}", "2026-11-23 14"],
    ["{{ 1795439100000 | date: '%Y' }} {{ 1795439100 | date: '%Y' }}", "2026 2026"],
    ["{% if ticket.createdAt < ticket.dueAt %}earlier{% endif %}", "earlier"],
  ])("%s", (template, expected) => {
    expect(render(template)).toBe(expected);
  });
});

describe("[F6] HTML", () => {
  test.each([
    ["{{ ticket.subject }}", "&lt;b&gt;Boots &amp; laces&lt;/b&gt;\nhurt"],
    ["{{ ticket.subject | escape }}", "&lt;b&gt;Boots &amp; laces&lt;/b&gt;\nhurt"],
    ["{{ ticket.subject | newline_to_br }}", "&lt;b&gt;Boots &amp; laces&lt;/b&gt;<br />\nhurt"],
    ["{{ ticket.tags | join: '<hr>' }}", "vip&lt;hr&gt;&lt;i&gt;"],
    ["{% for tag in ticket.tags %}<li>{{ tag }}</li>{% endfor %}", "<li>vip</li><li>&lt;i&gt;</li>"],
    ["{% assign x = ticket.tags.last %}<p>{{ x }}</p>", "<p>&lt;i&gt;</p>"],
    ["{{ '<script>' }}", "&lt;script&gt;"],
  ])("%s", (template, expected) => {
    expect(render(template, "html")).toBe(expected);
  });

  test("whatever a filter does with markup, no tag of a placeholder's is left", () => {
    const filters = [
      "upcase",
      "strip_html",
      "newline_to_br | upcase",
      "replace: 'b', 'script'",
      "escape_once",
      "json",
      "split: '' | join: ''",
    ];
    const rendered = filters.map((filter) =>
      render(`{{ ticket.subject | ${filter} }}`, "html").replaceAll("<br />", ""),
    );
    expect(rendered.filter((html) => html.includes("<"))).toEqual([]);
  });
});

describe("[F6] a hostile template", () => {
  test("sees no prototype, no code and nothing that is not in its scope", () => {
    const names = [
      "ticket.constructor",
      "ticket.subject.constructor.constructor",
      "ticket.__proto__",
      "ticket.tags.constructor",
      "ticket.dueAt.getTime",
      "constructor",
      "toString",
      "__proto__.polluted",
    ];
    expect(render(names.map((name) => `{{ ${name} }}`).join("|"))).toBe("|".repeat(names.length - 1));
    expect("polluted" in {}).toBe(false);
  });

  const loop = (depth: number, inner: string) =>
    Array.from({ length: depth }, (_, level) => `{% for i${level} in (1..50) %}`).join("") +
    inner +
    "{% endfor %}".repeat(depth);

  test.each([
    ["a range without end", "{% for i in (1..1000000000) %}x{% endfor %}"],
    ["a range of a huge number", "{% for i in (1..99999999999999999999) %}x{% endfor %}"],
    ["loops in loops", loop(6, "x")],
    ["loops in loops that write nothing", loop(6, "")],
    ["a text that doubles", `{% assign a = 'aaaaaaaaaa' %}${"{% assign a = a | append: a %}".repeat(100)}{{ a }}`],
    ["a text that is kept", `{% capture x %}{% for i in (1..1000) %}${"a".repeat(10_000)}{% endfor %}{% endcapture %}`],
    [
      "a text that is replaced by longer ones",
      "{% assign a = 'aaaaaaaaaa' %}{% for i in (1..50) %}{% assign a = a | replace: 'a', a %}{% endfor %}",
    ],
    ["a date as wide as the memory", "{{ ticket.dueAt | date: '%999999999d' }}"],
    ["too many tags inside each other", "{% if ticket %}".repeat(4_000) + "{% endif %}".repeat(4_000)],
    ["ten megabytes", "{{ ticket.subject }}".repeat(500_000)],
    ["a filter that is not there", "{{ ticket.subject | where_exp: 'x', 'y' }}"],
    ["a file", "{% include '/etc/passwd' %}"],
    ["a tag that is not closed", "{% if ticket.subject %}"],
  ])("%s is stopped with a clear failure", (_name, template) => {
    expect(() => render(template)).toThrow(expect.objectContaining({ code: "PD_TEMPLATE_FAILED" }));
  });

  test("what one rendering used is not held against the next", () => {
    const template = `{% for i in (1..3000) %}{{ ticket.number }}{% endfor %}`;
    expect(Array.from({ length: 20 }, () => render(template).length)).toEqual(Array.from({ length: 20 }, () => 3_000));
  });
});
