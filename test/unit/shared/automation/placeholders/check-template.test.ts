import { describe, expect, test } from "vitest";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import { FILTERS, TAGS } from "#shared/automation/placeholders/engine.ts";
import { PLACEHOLDERS } from "#shared/automation/placeholders/names.ts";

const NESTED = "{% if ticket.unread %}".repeat(60) + "{% endif %}".repeat(60);
const about = (template: string) => checkTemplate(template).map((issue) => issue.about);

describe("[F6] a template that can be saved", () => {
  test.each([
    "Plain text, with { braces } and 100 %.",
    "{{ ticket.subject }} {{ contact.firstname | default: 'there' }} {{ company.name }} {{ desk.name }}",
    "{% if ticket.tags contains 'vip' and ticket.number > 3 %}{{ ticket.owner.name }}{% else %}-{% endif %}",
    "{% for tag in ticket.tags %}{{ tag }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
    "{{ ticket.tags.size }} {{ ticket.tags[0] }} {{ ticket.tags.first }} {{ ticket['subject'] }}",
    "{% assign name = contact.name | upcase %}{{ name }}{% capture x %}{{ name }}{% endcapture %}{{ x }}",
    "{{ ticket.dueAt | date: '%d.%m.%Y %H:%M', 'Europe/Rome' }} {{ now | date: '%Y' }} {{ ticket.dueAtEpochMs | date: '%s' }}",
    "{{ webhook.order.items[0].price }} {% for item in webhook.items %}{{ item.name }}{% endfor %}",
    "{% raw %}{{ not.a.placeholder }}{% endraw %}{% comment %}{{ nor.this }}{% endcomment %}",
    "{% case ticket.priority %}{% when 'high', 'urgent' %}!{% else %}.{% endcase %}",
  ])("%s", (template) => {
    expect(checkTemplate(template)).toEqual([]);
  });

  test("the built-in mails in each language", () => {
    const texts = Object.values(BUILT_IN_MAIL_TEMPLATES).flatMap((ofLanguage) =>
      Object.values(ofLanguage).flatMap(({ subject, body }) => [subject, body]),
    );
    expect([texts.length, texts.flatMap((text) => checkTemplate(text))]).toEqual([8, []]);
  });

  test("every placeholder of the catalogue, each once", () => {
    const names = PLACEHOLDERS.map(({ name }) => name);
    expect(names.flatMap((name) => checkTemplate(`{{ ${name} }}`))).toEqual([]);
    expect(names.length).toBe(new Set(names).size);
  });
});

describe("[F6] a template that can't", () => {
  test.each([
    ["{{ ticket.subjct }}", ["ticket.subjct"]],
    ["{{ ticket.subjct }} {{ contact.nme }} {{ ticket.subjct }}", ["ticket.subjct", "contact.nme"]],
    ["{% if ticket.foo %}{% endif %}{% for x in ticket.bar %}{% endfor %}", ["ticket.foo", "ticket.bar"]],
    ["{{ 'a' | append: ticket.nope }}", ["ticket.nope"]],
    ["{% assign x = ticket.nope %}", ["ticket.nope"]],
    ["{{ x }}{% assign x = 1 %}", ["x"]],
    ["{{ ticket }}", ["ticket"]],
    ["{{ ticket.owner }}", ["ticket.owner"]],
    ["{{ ticket.subject.length }}", ["ticket.subject.length"]],
    ["{{ ticket[contact.name] }}", ["ticket"]],
    ["{{ ticket.constructor }}", ["ticket.constructor"]],
    ["{{ ticket.subject.constructor.constructor }}", ["ticket.subject.constructor.constructor"]],
    ["{{ __proto__.polluted }}", ["__proto__.polluted"]],
    ["{{ ticket.subject | upcas }}", ["upcas"]],
    ["{{ ticket.subject | raw }}", ["raw"]],
    ["{{ ticket.tags | where_exp: 'x', 'x' }}", ["where_exp"]],
    ["{% include 'secrets' %}", ["include"]],
    ["{% render 'secrets' %}", ["render"]],
    ["{% layout 'secrets' %}", ["layout"]],
    ["{% liquid echo ticket.subject %}", ["liquid"]],
    ["{% increment x %}", ["increment"]],
    ["{{ ticket.subject", [""]],
    ["{% if ticket.subject %}", [""]],
    ["{% if %}x{% endif %}", [""]],
    ["{% endfor %}", ["endfor"]],
    [NESTED, [""]],
    ["x".repeat(10_000_000), [""]],
    ["{{ a[".repeat(9_000), [""]],
    ["{{".repeat(20_000), [""]],
  ] as const)("%.60s", (template, expected) => {
    expect(about(template)).toEqual(expected);
  });

  test("says in words what is wrong", () => {
    expect([
      ...checkTemplate("{{ ticket.subjct }}"),
      ...checkTemplate("{{ ticket.subject | upcas }}"),
      ...checkTemplate("{% include 'x' %}"),
      ...checkTemplate("{{ ticket.owner }}"),
      ...checkTemplate("{{ ticket.subject"),
    ]).toEqual([
      { message: "There is no placeholder ticket.subjct.", about: "ticket.subjct" },
      { message: "There is no filter upcas.", about: "upcas" },
      { message: `The tag include can't be used here; there are ${TAGS.join(", ")}.`, about: "include" },
      { message: "ticket.owner has no text of its own: name one of its properties.", about: "ticket.owner" },
      { message: 'output "{{ ticket.subject" not closed, line:1, col:1', about: "" },
    ]);
  });

  test("the filters are a fixed list", () => {
    expect(FILTERS.filter((name) => checkTemplate(`{{ ticket.subject | ${name}: 1, 2 }}`).length > 0)).toEqual([]);
  });
});
