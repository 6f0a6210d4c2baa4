import type { Topic } from "./text-pack.ts";

export const FR_TOPICS: readonly Topic[] = [
  {
    channel: "support",
    weight: 7,
    tags: ["delivery"],
    dialogues: [
      {
        subject: "Où est ma commande {order} ?",
        ask: "j'ai commandé {product} le {date} (commande {order}) et le suivi n'a pas bougé depuis {days} jours.",
        answer:
          "le colis était bloqué au dépôt et repart aujourd'hui ; comptez deux jours ouvrés. Numéro de suivi : {tracking}.",
        followUp: "Toujours rien, le suivi indique maintenant « destinataire inconnu ».",
        resolution: "{carrier} a retrouvé le colis, livraison demain matin.",
      },
      {
        subject: "Colis {tracking} livré… mais pas chez moi",
        ask: "d'après {carrier}, le colis a été livré le {date}, mais je n'ai rien reçu et les voisins non plus.",
        answer:
          "j'ai ouvert une enquête auprès de {carrier}. Sans nouvelles d'ici le {soon}, nous vous renvoyons l'article.",
        followUp: "D'accord, merci. Et s'il n'arrive pas avant ?",
        resolution: "Un nouvel envoi est parti, sans frais : {tracking}.",
      },
    ],
    details: ["J'ai déjà été débité.", "Merci de ne pas livrer en point relais."],
    notes: ["Trace opened, case {tracking}."],
    photoShare: 0.02,
  },
  {
    channel: "support",
    weight: 6,
    tags: ["product advice"],
    dialogues: [
      {
        subject: "{boots} : pointure {size} ou au-dessus ?",
        ask: "j'hésite entre la pointure {size} et celle au-dessus pour {boots}. Que me conseillez-vous ?",
        answer: "pour les longues descentes, je prendrais au-dessus ; l'échange est gratuit pendant 30 jours.",
        followUp: "Merci ! Existe-t-il aussi en {colour} ?",
        resolution: "Oui, de retour en stock la semaine prochaine ; je vous en ai mis une paire de côté.",
      },
      {
        subject: "Quel sac pour {place} ?",
        ask: "nous préparons {place} en cinq jours, de refuge en refuge. {pack} suffit-il à deux ?",
        answer: "largement, les refuges ont des couvertures. Pensez seulement à la housse de pluie.",
        followUp: "Parfait. Et comme bagage cabine, ça passe ?",
        resolution: "Oui, poche supérieure vide : 55 × 32 × 21 cm.",
      },
    ],
    details: ["J'ai le pied plutôt large.", "Mon sac pèsera environ quatorze kilos."],
    notes: ["Asked product team for the missing measurements."],
    photoShare: 0.01,
  },
  {
    channel: "support",
    weight: 5,
    tags: ["warranty", "repair"],
    dialogues: [
      {
        subject: "Boucle cassée – {pack}",
        ask: "la boucle ventrale de {pack} a cassé au bout de {days} jours de marche. Acheté le {date}, commande {order}.",
        answer:
          "c'est anormal, toutes nos excuses. Deux boucles neuves partent aujourd'hui ; elles se posent sans outil.",
        followUp: "Bien reçues, mais la sangle s'effiloche aussi…",
        resolution:
          "Alors envoyez-le à l'atelier, l'étiquette arrive dans un autre message. La réparation ne vous coûte rien.",
      },
      {
        subject: "Fermeture éclair défectueuse – {jacket}",
        ask: "la fermeture de {jacket} se rouvre derrière le curseur. Photo en pièce jointe.",
        answer: "la photo montre bien un défaut du curseur. Je vous en envoie un neuf aujourd'hui avec la notice.",
        followUp: "Le nouveau curseur fonctionne, bravo !",
        resolution: "Ravie de l'apprendre. Belles randonnées !",
      },
    ],
    details: ["J'ai gardé la facture.", "Je préférerais une réparation à un échange."],
    notes: ["Batch 23/4 of the sliders is known to fail, replace without discussion."],
    photoShare: 0.5,
  },
  {
    channel: "returns",
    weight: 6,
    tags: ["return", "refund"],
    dialogues: [
      {
        subject: "Retour commande {order}",
        ask: "{boots} est trop petit en {size}. Comment obtenir une étiquette de retour ?",
        answer: "l'étiquette arrive dans un autre message. Le remboursement part sous cinq jours après réception.",
        followUp: "Déposé aujourd'hui, suivi {tracking}.",
        resolution: "Votre retour est arrivé, {amount} sont en route.",
      },
      {
        subject: "Remboursement non reçu ({order})",
        ask: "mon retour est arrivé chez vous le {date} selon {carrier}, mais je n'ai pas été remboursé.",
        answer: "vous avez raison, le dossier était resté en attente. Je viens de débloquer {amount}.",
        followUp: "Merci, je surveille mon compte.",
        resolution: "Le virement est parti ce matin.",
      },
    ],
    details: ["J'ai payé par carte cadeau.", "Je n'ai plus la boîte d'origine."],
    notes: ["Return inspected: fine."],
    photoShare: 0.05,
  },
  {
    channel: "trade",
    weight: 2,
    tags: ["wholesale", "quote"],
    dialogues: [
      {
        subject: "Devis {count} × {jacket} – bureau des guides",
        ask: "notre bureau des guides à {city} aurait besoin de {count} × {jacket} avec notre logo. Quel prix et quel délai ?",
        answer: "{count} pièces d'ici le {soon}, c'est possible : {amount} HT, port et broderie compris.",
        followUp: "Merci, nous validons. Peut-on livrer en deux fois ?",
        resolution: "C'est noté : deux livraisons, la première le {soon}.",
      },
    ],
    details: ["Paiement par virement à 30 jours."],
    notes: ["Credit check fine.", "Ask for the logo as a vector file."],
    photoShare: 0,
  },
];
