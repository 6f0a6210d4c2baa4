import type { TextPack } from "./text-pack.ts";
import { EN_RETURNS } from "./en-returns.ts";
import { EN_SUPPORT } from "./en-support.ts";
import { EN_TRADE } from "./en-trade.ts";

export const EN: TextPack = {
  language: "en",
  greetings: [
    "Hi{ there| team|}",
    "Hello",
    "Good {morning|afternoon|evening}",
    "Dear Altavia team",
    "Hey",
    "Dear Sir or Madam",
    "Hi folks 👋",
  ],
  closings: [
    "{Thanks|Many thanks|Thank you},\n{full}",
    "Best{ regards| wishes|},\n{first}",
    "Cheers\n{first}",
    "Kind regards\n\n{full}\n{city}",
    "{first}",
    "Ta!\n{first} 🏔️",
  ],
  asides: [
    "{We|I} leave for {place} on {soon}, so I'm a bit nervous about the timing.",
    "I've been a customer since you only had the little shop in {city} and never had a problem before.",
    "It's a birthday present for my {daughter|son|wife|husband|dad}, who doesn't know anything yet 🤫",
    "Last year we did {place} with your gear and it was brilliant, by the way.",
    "I'm writing from my phone at a hut with one bar of signal, so please excuse the typos.",
    "I've already tried the chat on the website but nobody answered.",
    "My order number is {order}, in case you need it.",
    "If it's easier, you can also ring me any day after five.",
  ],
  nudges: [
    "Any news on this? I wrote {days} days ago and haven't heard back.",
    "Sorry to chase, but I'd really like to have this sorted before the weekend.",
    "Just bumping this to the top of your inbox 🙂",
    "Hello? Is anybody reading this mailbox? I've now been waiting for {days} days.",
    "Following up on the below — could you at least let me know that you got it?",
  ],
  thanks: [
    "Perfect, thank you so much {agent}! 🙏",
    "Great. Thanks for the quick help.",
    "Brilliant service as always. All good from my side now.",
    "All sorted, thank you!",
    "👍",
    "Thank you, {agent}. You can close this.",
  ],
  agentGreetings: ["Hi {first}", "Hello {first}", "Dear {first}"],
  agentClosings: [
    "Best regards\n{agent}\nAltavia customer care",
    "Happy hiking\n{agent}",
    "Kind regards from Belluno\n{agent} · Altavia",
    "All the best\n{agent}",
  ],
  holding: [
    "Thanks for your message. I'm checking this with our warehouse and will come back to you by {tomorrow|Thursday|the end of the week}.",
    "I've passed this on to our workshop; they usually answer within two working days. I'll keep you posted.",
    "Could you send me your order number and the e-mail address you ordered with? Then I can look it up right away.",
    "Sorry for the wait, we've had a very busy week. I'm on it and will write again later today.",
  ],
  fixes: [
    "I've talked to the warehouse myself: it's settled now, and I'll watch it until it's with you.",
    "Found it – a typing error on our side. It's corrected, and I've put a 10 € voucher into your account for the trouble.",
    "You were right to write again. I've gone through the whole case and closed the gap; you'll get a confirmation within the hour.",
  ],
  reopenings: [
    "I'm afraid I have to come back to this: it happened again yesterday.",
    "Unfortunately that wasn't the end of it. Nothing has arrived so far.",
    "Sorry to open this up again, but the money still isn't on my account.",
    "One more question about this: does the same apply to the {product} I bought in spring?",
  ],
  replyPrefixes: ["Re: ", "RE: "],
  forwardPrefix: "Fwd: ",
  forwardIntros: [
    "See below, this is what the carrier sent me.",
    "FYI – is this really from you?",
    "Forwarding what I got this morning.",
  ],
  forwardHeading: "---------- Forwarded message ---------",
  quoteHeading: "On {date}, {writer} wrote:",
  outOfOffice: [
    {
      subject: "Automatic reply: {subject}",
      body: "Thank you for your e-mail. I'm out of the office until {soon} and have no access to my mailbox.\n\n{full}",
    },
    {
      subject: "Out of office: {subject}",
      body: "Hello, I'm on holiday in the mountains ⛰️ and back on {soon}. In urgent cases please call my colleagues.\n\n{full}",
    },
  ],
  sideRemarks: [
    "Hi, I'm {first}'s {partner|flatmate|neighbour} – I'll be at home for the parcel, so please put my number on the label.",
    "{first} forwarded me this conversation. We'd actually like two of them, not one. Is that still possible?",
    "Colleague here: please send the invoice to accounting as well, thank you.",
  ],
  topics: [...EN_SUPPORT, ...EN_RETURNS, ...EN_TRADE],
};
