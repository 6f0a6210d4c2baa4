import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { BUILT_IN_MAIL_TEMPLATES } from "#shared/automation/built-in-mail-templates.ts";
import { insideOf, piecesOf } from "#renderer/components/mail-template-editor/liquid-pieces.ts";
import { documentOfText, isPlain, textOfDocument } from "#renderer/components/mail-template-editor/plain-document.ts";
import { TEMPLATE_EXTENSIONS } from "#renderer/components/mail-template-editor/template-extensions.ts";

const schema = getSchema(TEMPLATE_EXTENSIONS);
/** As the editor holds it: what its schema does not know would be gone. */
const through = (text: string): string => {
  const document = Node.fromJSON(schema, documentOfText(text));
  document.check();
  return textOfDocument(document.toJSON() as ReturnType<typeof documentOfText>);
};

/** Texts in which Liquid, whole and broken, stands anywhere. */
const LIQUID = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        '{{ contact.firstname | default: "there" }}',
        "{{ '}}' }}",
        "{{- ticket.subject -}}",
        "{{\n  ticket.number\n}}",
        "{% if ticket.number > 3 %}",
        "{%- endif -%}",
        "{% raw %}{{ x }}{% endraw %}",
        "{% comment %} %} {% endcomment %}",
        "{{",
        "}}",
        "{%",
        "%}",
        '{{ "',
        "\n",
        "\n\n",
        "  ",
        "\u202Eمرحبا",
        "🎉",
        "&quot;",
        "<b>",
      ),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(""));

describe("[F6] plain text in the editor", () => {
  test("comes out as it went in, whatever Liquid is in it", () => {
    fc.assert(
      fc.property(LIQUID, (text) => {
        expect([
          piecesOf(text)
            .map((piece) => piece.text)
            .join(""),
          through(text),
        ]).toEqual([text, text]);
      }),
      { numRuns: 1000 },
    );
  });

  test("the built-in templates are plain, each placeholder one chip", () => {
    const { body } = BUILT_IN_MAIL_TEMPLATES.it["ticket-received"];
    const document = documentOfText(body);
    const chips = (document.content ?? []).flatMap(({ content = [] }) =>
      content.filter(({ type }) => type === "liquid").map(({ attrs }) => insideOf(String(attrs?.["source"]))),
    );
    expect([isPlain(document), chips]).toEqual([
      true,
      [
        "if contact.firstname",
        "contact.firstname",
        "endif",
        "ticket.subject",
        "if ticket.number",
        "ticket.number",
        "endif",
        "desk.name",
      ],
    ]);
  });

  test.each([
    ["braces in quotes end nothing", `{{ "}}" }} x`, ['{{ "}}" }}', " x"]],
    ["a tag ends at its first end", "{% a %}%}", ["{% a %}", "%}"]],
    ["what never ends is text", "a {{ b", ["a {{ b"]],
    ["a quote that never ends takes all with it", '{{ "a }} {{ b }}', ['{{ "a }} {{ b }}']],
  ])("%s", (_, text, pieces) => {
    expect(piecesOf(text).map((piece) => piece.text)).toEqual(pieces);
  });

  test("formats, and paragraphs with space between them, are no plain text", () => {
    const line = (part: object, attrs = {}) => ({
      type: "doc",
      content: [{ type: "paragraph", attrs, content: [part] }],
    });
    const bold = { type: "text", text: "a", marks: [{ type: "bold" }] };
    expect([
      isPlain(line({ type: "text", text: "a" })),
      isPlain(line(bold)),
      isPlain(line({ type: "text", text: "a" }, { tag: "p" })),
      isPlain({ type: "doc", content: [{ type: "bulletList" }] }),
    ]).toEqual([true, false, false, false]);
  });
});
