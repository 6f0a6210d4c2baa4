import { compile, type HtmlToTextOptions } from "html-to-text";

/**
 * A converter of HTML to text that is made when it is first used: its selectors compile for longer than a desk takes to open its file, and a desk that
 * starts shows tickets before it reads a mail.
 */
export function createHtmlConverter(options: HtmlToTextOptions): (html: string) => string {
  let convert: ReturnType<typeof compile> | undefined;
  return (html) => {
    convert ??= compile(options);
    return convert(html);
  };
}
