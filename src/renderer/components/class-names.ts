type ClassArgument = string | false | undefined;

/**
 * `const cx = classNamesOf(css)` for an imported CSS module; then `className={cx("card", isDragged && "dragged")}`.
 * A name that the module doesn't have is an error here and not an unstyled element there.
 */
export function classNamesOf(css: { readonly [name: string]: string }): (...names: ClassArgument[]) => string {
  return (...names) =>
    names
      .filter((name): name is string => typeof name === "string" && name !== "")
      .map((name) => {
        const className = css[name];
        if (className === undefined) throw new Error(`The style sheet has no class "${name}".`);
        return className;
      })
      .join(" ");
}
