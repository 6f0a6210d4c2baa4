import type { Topic } from "./text-pack.ts";

export const DE_TOPICS: readonly Topic[] = [
  {
    channel: "support",
    weight: 8,
    tags: ["delivery"],
    dialogues: [
      {
        subject: "Wo bleibt meine Bestellung {order}?",
        ask: "ich habe am {date} {product} bestellt (Nr. {order}), und seit {days} Tagen tut sich in der Sendungsverfolgung nichts mehr.",
        answer:
          "das Paket lag im Depot und ist wieder unterwegs, in zwei Werktagen sollte es da sein. Sendungsnummer: {tracking}.",
        followUp: "Immer noch nichts. Jetzt steht dort „Empfänger unbekannt“.",
        resolution: "{carrier} hat das Paket gefunden und stellt es morgen zu.",
      },
      {
        subject: "Sendung {tracking} angeblich zugestellt",
        ask: "laut {carrier} wurde mein Paket am {date} zugestellt, hier ist aber nichts angekommen, auch bei den Nachbarn nicht.",
        answer:
          "ich habe bei {carrier} eine Nachforschung gestartet. Taucht es bis {soon} nicht auf, schicken wir sofort Ersatz.",
        followUp: "Danke. Und wenn es bis dahin nicht da ist?",
        resolution: "Ersatz ist unterwegs, kostenlos natürlich: {tracking}.",
      },
    ],
    details: ["Das Geld ist schon abgebucht.", "Bitte nicht an eine Packstation senden."],
    notes: ["Trace opened, case {tracking}.", "Customer speaks German and Italian."],
    photoShare: 0.02,
  },
  {
    channel: "support",
    weight: 6,
    tags: ["product advice"],
    dialogues: [
      {
        subject: "{boots}: Größe {size} oder eine Nummer größer?",
        ask: "ich schwanke bei {boots} zwischen {size} und einer Nummer größer. Was raten Sie mir?",
        answer: "für lange Abstiege würde ich die größere nehmen. Umtauschen können Sie 30 Tage lang kostenlos.",
        followUp: "Danke! Gibt es den auch in {colour}?",
        resolution: "Ja, ab nächster Woche wieder. Ich habe ein Paar zurückgelegt.",
      },
      {
        subject: "Hüttentour {place} – reicht {jacket}?",
        ask: "wie wasserdicht ist {jacket} wirklich? Wir planen {place}, und dort regnet es ja gern.",
        answer:
          "wir hatten sie zwei Tage im Regen dabei: Der Stoff hält dicht, nur sollte man ihn einmal im Jahr nachbehandeln.",
        followUp: "Und im Vergleich zum Vorjahresmodell?",
        resolution: "Das alte ist 60 g leichter, das neue hat die bessere Kapuze.",
      },
    ],
    details: ["Ich habe eher breite Füße.", "Der Rucksack wird um die vierzehn Kilo wiegen."],
    notes: ["Asked product team for the missing measurements."],
    photoShare: 0.01,
  },
  {
    channel: "support",
    weight: 5,
    tags: ["warranty", "repair"],
    dialogues: [
      {
        subject: "Schnalle gebrochen – {pack}",
        ask: "die Schnalle am Hüftgurt von {pack} ist am {days}. Tag unserer Tour gebrochen. Gekauft am {date}, Bestellung {order}.",
        answer:
          "das darf nicht passieren, tut uns leid. Zwei neue Schnallen gehen heute an Sie raus, sie lassen sich ohne Werkzeug einsetzen.",
        followUp: "Die Schnallen sind da, aber das Gurtband franst auch schon aus.",
        resolution:
          "Dann bitte einschicken, das Etikett kommt in einer eigenen Mail. Die Werkstatt näht einen neuen Gurt ein.",
      },
      {
        subject: "Reißverschluss defekt, Reparatur möglich? ({jacket})",
        ask: "der Reißverschluss von {jacket} geht hinter dem Schieber wieder auf. Ein Foto hängt an.",
        answer: "auf dem Foto sieht man den Fehler am Schieber. Ein neuer geht heute mit Anleitung an Sie raus.",
        followUp: "Der neue Schieber ist da und funktioniert!",
        resolution: "Wunderbar. Viel Freude am Berg!",
      },
    ],
    details: ["Die Rechnung habe ich noch.", "Lieber reparieren als wegwerfen, wenn es geht."],
    notes: ["Batch 23/4 of the sliders is known to fail."],
    photoShare: 0.5,
  },
  {
    channel: "returns",
    weight: 7,
    tags: ["return", "refund"],
    dialogues: [
      {
        subject: "Rücksendung Bestellung {order}",
        ask: "{boots} in {size} ist leider zu klein. Wie bekomme ich ein Rücksendeetikett?",
        answer: "das Etikett kommt in einer eigenen Mail. Das Geld ist binnen fünf Tagen nach Eingang bei Ihnen.",
        followUp: "Heute abgegeben, {tracking}.",
        resolution: "Ihre Rücksendung ist da, {amount} sind unterwegs.",
      },
      {
        subject: "Rückerstattung fehlt ({order})",
        ask: "meine Rücksendung ist laut {carrier} seit {date} bei Ihnen, das Geld ist aber noch nicht da.",
        answer: "Sie haben recht, das ist liegengeblieben. Ich habe {amount} soeben freigegeben.",
        followUp: "Danke, ich behalte das Konto im Auge.",
        resolution: "Die Überweisung ist heute raus.",
      },
    ],
    details: ["Bezahlt habe ich mit PayPal.", "Originalkarton habe ich keinen mehr."],
    notes: ["Return inspected: fine, back to stock."],
    photoShare: 0.05,
  },
  {
    channel: "trade",
    weight: 3,
    tags: ["wholesale", "quote"],
    dialogues: [
      {
        subject: "Angebot {count} × {jacket} für unsere Bergschule",
        ask: "für unsere Bergschule in {city} brauchen wir {count} × {jacket} mit Logo. Was kostet das, und wann könnten Sie liefern?",
        answer: "{count} Stück bis {soon} sind möglich: {amount} netto, frei Haus, Stickerei inbegriffen.",
        followUp: "Danke, so machen wir es. Geht die Lieferung in zwei Teilen?",
        resolution: "Erledigt: zwei Lieferungen, die erste am {soon}.",
      },
      {
        subject: "Händleranfrage {company}",
        ask: "wir möchten Ihre Rucksäcke ab der nächsten Saison führen. Könnten Sie uns Preisliste und Konditionen schicken?",
        answer: "vielen Dank! Die Preisliste kommt in einer eigenen Mail: ab {count} Stück 32 % Rabatt.",
        followUp: "Das klingt gut. Können wir vorab ein Muster von {pack} bekommen?",
        resolution: "Gern, es geht morgen raus.",
      },
    ],
    details: ["Zahlung per Überweisung, 30 Tage netto."],
    notes: ["Credit check fine.", "Ask for the logo as a vector file."],
    photoShare: 0,
  },
];
