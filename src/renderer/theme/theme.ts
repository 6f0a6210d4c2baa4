import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, rem } from "@mantine/core";
import { stageVariables } from "./stage-colours.ts";
import { surfaceVariables } from "./surface-colours.ts";

const iris: MantineColorsTuple = [
  "#eef0fd",
  "#dcdffa",
  "#b9bff4",
  "#99a1ff",
  "#7d86f0",
  "#656ee2",
  "#555ed6",
  "#4a52c8",
  "#3e45ad",
  "#333992",
];

const dark: MantineColorsTuple = [
  "#e8e9ed",
  "#c3c6cf",
  "#a6abb8",
  "#858a98",
  "#3c404b",
  "#2c3038",
  "#23262d",
  "#191b20",
  "#131519",
  "#101114",
];

const TRANSITION_MS = 120;
/** A dialog's head is no banner of the page, although Mantine makes it a `<header>`. */
const dialogHead = { attributes: { header: { role: "presentation" } } };
const quick = { transitionProps: { duration: TRANSITION_MS } };
/** What is closed is gone at once: keys typed while it fades would be lost, since they belong to a dialog as long as one is there. */
const goneAtOnce = { transitionProps: { duration: TRANSITION_MS, exitDuration: 0 } };

/** Mantine set to the desk's measure: 14 px base, small controls, one accent, quiet corners. */
export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: rem(13), sm: rem(14), md: rem(15), lg: rem(17), xl: rem(20) },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.3" },
      h2: { fontSize: rem(17), lineHeight: "1.35" },
      h3: { fontSize: rem(15), lineHeight: "1.4" },
      h4: { fontSize: rem(14), lineHeight: "1.4" },
    },
  },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(20), xl: rem(32) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
  defaultRadius: "sm",
  colors: { iris, dark },
  primaryColor: "iris",
  primaryShade: { light: 7, dark: 6 },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    Anchor: { defaultProps: { underline: "always" } },
    Button: { defaultProps: { size: "xs" } },
    Checkbox: { defaultProps: { size: "xs" } },
    Combobox: { defaultProps: { size: "xs", ...quick } },
    Drawer: { defaultProps: { ...dialogHead, overlayProps: { backgroundOpacity: 0.35 }, ...goneAtOnce } },
    FileInput: { defaultProps: { size: "xs" } },
    Menu: { defaultProps: { shadow: "md", ...quick } },
    Modal: {
      styles: { title: { fontWeight: 600, lineHeight: 1.4, overflowWrap: "anywhere" } },
      defaultProps: {
        ...dialogHead,
        centered: false,
        yOffset: "12vh",
        overlayProps: { backgroundOpacity: 0.35 },
        ...goneAtOnce,
      },
    },
    MultiSelect: { defaultProps: { size: "xs", comboboxProps: quick } },
    Notification: { styles: { description: { color: "var(--pd-text)" } } },
    NumberInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "xs" } },
    Popover: { defaultProps: { shadow: "md", ...quick } },
    Radio: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs", transitionDuration: TRANSITION_MS } },
    Select: { defaultProps: { size: "xs", comboboxProps: quick, allowDeselect: false } },
    Spotlight: { defaultProps: { overlayProps: { backgroundOpacity: 0.35, blur: 0 }, ...goneAtOnce } },
    Switch: { defaultProps: { size: "sm" } },
    TagsInput: { defaultProps: { size: "xs", comboboxProps: quick } },
    Text: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "xs", dir: "auto" } },
    TextInput: { defaultProps: { size: "xs", dir: "auto" } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, ...quick } },
  },
});

const MANTINE_SURFACES = {
  "--mantine-color-body": "var(--pd-surface)",
  "--mantine-color-text": "var(--pd-text)",
  "--mantine-color-dimmed": "var(--pd-muted)",
  "--mantine-color-placeholder": "var(--pd-faint)",
  "--mantine-color-anchor": "var(--pd-accent)",
  "--mantine-color-default": "var(--pd-surface)",
  "--mantine-color-default-hover": "var(--pd-hover)",
  "--mantine-color-default-color": "var(--pd-text)",
  "--mantine-color-default-border": "var(--pd-border-strong)",
  "--mantine-color-error": "var(--pd-danger)",
  // Mantine mixes these from the shades, which leaves dark ink on a dark ground.
  "--mantine-color-iris-light": "var(--pd-accent-soft)",
  "--mantine-color-iris-light-hover": "color-mix(in srgb, var(--pd-accent) 8%, var(--pd-accent-soft))",
  "--mantine-color-iris-light-color": "var(--pd-accent)",
  "--mantine-primary-color-light": "var(--pd-accent-soft)",
  "--mantine-primary-color-light-hover": "color-mix(in srgb, var(--pd-accent) 8%, var(--pd-accent-soft))",
  "--mantine-primary-color-light-color": "var(--pd-accent)",
};

/** Makes Mantine's own colours follow the desk's surfaces in both schemes, and adds the stage palette. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...surfaceVariables("light"), ...stageVariables("light"), ...MANTINE_SURFACES },
  dark: { ...surfaceVariables("dark"), ...stageVariables("dark"), ...MANTINE_SURFACES },
});
