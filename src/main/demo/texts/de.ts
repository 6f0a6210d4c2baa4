import { DE_TOPICS } from "./de-topics.ts";
import type { TextPack } from "./text-pack.ts";

export const DE: TextPack = {
  language: "de",
  greetings: ["Hallo{| zusammen}", "Guten Tag", "Sehr geehrte Damen und Herren", "Grüß Gott", "Servus"],
  closings: [
    "Mit freundlichen Grüßen\n{full}",
    "Viele Grüße{| aus {city}}\n{first}",
    "Danke und Gruß\n{full}",
    "LG {first}",
  ],
  asides: [
    "Am {soon} geht es los nach {place}, deshalb eilt es ein wenig.",
    "Es ist ein Geburtstagsgeschenk für {meine Tochter|meinen Mann|meine Frau} 🤫",
    "Ich bin seit Jahren zufriedener Kunde.",
    "Die Bestellnummer ist {order}.",
  ],
  nudges: [
    "Gibt es schon etwas Neues? Ich habe vor {days} Tagen geschrieben.",
    "Ich möchte nicht drängen, aber bis zum Wochenende müsste ich es wissen.",
    "Ich warte jetzt seit {days} Tagen auf eine Antwort. Bitte melden Sie sich.",
  ],
  thanks: [
    "Super, vielen Dank {agent}! 🙏",
    "Prima, danke für die schnelle Hilfe.",
    "Alles bestens, danke.",
    "Passt, danke!",
  ],
  agentGreetings: ["Hallo {first}", "Guten Tag {full}", "Liebe Grüße aus Belluno, {first}"],
  agentClosings: ["Viele Grüße\n{agent}\nAltavia Kundendienst", "Herzliche Grüße aus Belluno\n{agent}"],
  holding: [
    "danke für Ihre Nachricht. Ich kläre das mit dem Lager und melde mich bis {morgen|Donnerstag|Ende der Woche}.",
    "ich habe Ihre Anfrage an die Werkstatt weitergegeben, sie antwortet meist binnen zwei Tagen.",
    "könnten Sie mir bitte noch die Bestellnummer schicken? Dann schaue ich sofort nach.",
  ],
  fixes: [
    "ich habe selbst mit dem Lager gesprochen: Es ist erledigt, und ich behalte es im Auge, bis es bei Ihnen ist.",
    "gefunden: ein Tippfehler bei uns. Er ist behoben, und für die Mühe liegt ein Gutschein über 10 € in Ihrem Konto.",
  ],
  reopenings: [
    "Leider muss ich mich noch einmal melden: Gestern ist es wieder passiert.",
    "Leider ist bis heute nichts angekommen.",
    "Noch eine Frage dazu: Gilt das auch für {product}?",
  ],
  replyPrefixes: ["AW: ", "Re: "],
  forwardPrefix: "WG: ",
  forwardIntros: ["Siehe unten, das kam vom Paketdienst.", "Ist das wirklich von Ihnen?"],
  forwardHeading: "-------- Weitergeleitete Nachricht --------",
  quoteHeading: "Am {date} schrieb {writer}:",
  outOfOffice: [
    {
      subject: "Automatische Antwort: {subject}",
      body: "Vielen Dank für Ihre Nachricht. Ich bin bis {soon} nicht im Haus und lese keine E-Mails.\n\n{full}",
    },
  ],
  sideRemarks: [
    "Hallo, ich bin {der Partner|die Nachbarin} von {first} und nehme das Paket an. Bitte meine Nummer aufs Etikett schreiben.",
    "{first} hat mir das weitergeleitet. Wir bräuchten eigentlich zwei Stück, geht das noch?",
  ],
  topics: DE_TOPICS,
};
