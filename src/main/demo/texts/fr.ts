import { FR_TOPICS } from "./fr-topics.ts";
import type { TextPack } from "./text-pack.ts";

export const FR: TextPack = {
  language: "fr",
  greetings: ["Bonjour", "Bonsoir", "Madame, Monsieur", "Bonjour à toute l'équipe"],
  closings: [
    "Cordialement,\n{full}",
    "Merci d'avance\n{first}",
    "Bonne journée\n{full}",
    "Bien à vous,\n{full}\n{city}",
  ],
  asides: [
    "Nous partons pour {place} le {soon}, d'où mon impatience.",
    "C'est un cadeau pour {ma fille|mon fils|mon mari|ma femme} 🤫",
    "Mon numéro de commande est le {order}.",
    "J'écris depuis un refuge, excusez les fautes de frappe.",
  ],
  nudges: [
    "Avez-vous des nouvelles ? Je vous ai écrit il y a {days} jours.",
    "Je me permets de vous relancer, le temps presse un peu.",
    "Toujours sans réponse depuis {days} jours…",
  ],
  thanks: [
    "Parfait, merci beaucoup {agent} ! 🙏",
    "Tout est en ordre, merci.",
    "Super service, merci.",
    "C'est réglé pour moi, merci !",
  ],
  agentGreetings: ["Bonjour {first}", "Bonjour {full}"],
  agentClosings: ["Bien cordialement\n{agent}\nService clients Altavia", "Belle randonnée !\n{agent}"],
  holding: [
    "merci pour votre message. Je vérifie auprès de l'entrepôt et je reviens vers vous d'ici {demain|jeudi|la fin de la semaine}.",
    "j'ai transmis votre demande à l'atelier, qui répond en général sous deux jours.",
    "pourriez-vous m'indiquer votre numéro de commande ?",
  ],
  fixes: [
    "j'en ai parlé moi-même à l'entrepôt : c'est réglé, et je le suis jusqu'à la livraison.",
    "trouvé : une faute de frappe de notre côté. C'est corrigé, et un bon de 10 € vous attend dans votre compte.",
  ],
  reopenings: [
    "Je dois malheureusement revenir là-dessus : cela s'est reproduit hier.",
    "Je n'ai toujours rien reçu, hélas.",
    "Une dernière question : est-ce valable aussi pour {product} ?",
  ],
  replyPrefixes: ["Re: ", "RE : "],
  forwardPrefix: "TR : ",
  forwardIntros: ["Voici ce que m'a envoyé le transporteur.", "Ce message vient-il bien de vous ?"],
  forwardHeading: "---------- Message transféré ---------",
  quoteHeading: "Le {date}, {writer} a écrit :",
  outOfOffice: [
    {
      subject: "Réponse automatique : {subject}",
      body: "Merci pour votre message. Je suis absent(e) jusqu'au {soon}.\n\n{full}",
    },
  ],
  sideRemarks: [
    "Bonjour, je suis {le compagnon|la voisine} de {first} : c'est moi qui réceptionnerai le colis.",
    "{first} m'a transmis cet échange. Nous en voudrions deux finalement, est-ce possible ?",
  ],
  topics: FR_TOPICS,
};
