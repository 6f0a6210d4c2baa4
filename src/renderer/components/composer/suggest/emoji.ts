/** The emoji that people at work write, each with the words that find it; the words are the field's English ones, as in other programs. */
const TABLE = `😀 grinning smile|😃 smiley happy|😄 smile happy joy|😁 grin|😅 sweat_smile relief|😂 joy tears laugh|🙂 slight_smile|🙃 upside_down|😉 wink|😊 blush thanks
😍 heart_eyes love|😎 cool sunglasses|🤓 nerd|🤔 thinking hmm|🤨 raised_eyebrow|😐 neutral|😏 smirk|😬 grimace|😌 relieved|😴 sleeping|😕 confused|🙁 frown|😟 worried|😢 cry sad|😭 sob
😤 triumph|😠 angry|😱 scream|😳 flushed|🥳 party|🤗 hug|🤝 handshake deal|👍 thumbs_up +1 yes ok|👎 thumbs_down -1 no|👌 ok_hand|✌️ victory|🤞 fingers_crossed luck|👏 clap bravo|🙌 raised_hands
🙏 pray please thanks|💪 strong muscle|👋 wave hello hi bye|👀 eyes look|🧠 brain|❤️ heart love|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|💔 broken_heart
✨ sparkles|⭐ star|🌟 glowing_star|🔥 fire|🎉 tada party celebrate|🎁 gift present|🎂 cake birthday|🏆 trophy|🥇 medal|✅ check done yes|☑️ ballot|❌ cross no|❗ exclamation|❓ question|⚠️ warning
🚫 forbidden|🛑 stop|ℹ️ information|💡 idea bulb|📌 pin|📎 paperclip|📝 memo note|📄 document page|📁 folder|📅 calendar date|⏰ alarm clock|⏳ hourglass wait|⌛ hourglass_done|🔔 bell
🔒 lock|🔓 unlock|🔑 key|🔍 search|🔗 link|📧 email mail|📨 incoming_mail|📬 mailbox|📞 phone call|📱 mobile|💻 laptop|🖥️ desktop computer|🖨️ printer|🖱️ mouse|⌨️ keyboard|💾 disk save
📷 camera|🎥 video|🔧 wrench fix|🔨 hammer|⚙️ gear settings|🧰 toolbox|🐛 bug|🚀 rocket ship launch|🚚 truck delivery|📦 package parcel|🛒 cart|💳 card payment|💰 money|💶 euro|🧾 receipt invoice
📈 chart_up|📉 chart_down|📊 bar_chart|☕ coffee|🍕 pizza|🍻 beers|🌍 world earth|🏠 house home|🏢 office|✈️ plane|🚗 car|🌞 sun|🌧️ rain|❄️ snow|🌈 rainbow|🌱 seedling|🌸 blossom
🐶 dog|🐱 cat|🆗 ok|🆕 new|🔄 arrows refresh|➡️ arrow_right|⬅️ arrow_left|⬆️ arrow_up|⬇️ arrow_down|💬 speech comment|🗑️ trash bin|🧪 test|🩹 patch bandage|🤖 robot bot|🙈 see_no_evil oops|💯 hundred`;

export type Emoji = { readonly character: string; readonly name: string; readonly words: readonly string[] };

export const EMOJI: readonly Emoji[] = TABLE.split(/[|\n]/u).map((line) => {
  const [character = "", ...words] = line.split(" ");
  return { character, name: words[0] ?? "", words: words.flatMap((word) => [word, ...word.split("_")]) };
});

/** Those of which a word begins so, the name's own first. */
export function emojiFor(query: string, most: number): Emoji[] {
  const typed = query.toLowerCase();
  const found = EMOJI.filter(({ words }) => words.some((word) => word.startsWith(typed)));
  const rank = ({ name }: Emoji) => (name === typed ? 0 : name.startsWith(typed) ? 1 : 2);
  return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, most);
}
