export function SettingsPage(props: { readonly section: string | null; readonly id: string | null; readonly tab: string | null }) {
  return <main>{props.section}</main>;
}
