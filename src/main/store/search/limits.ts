/** The limits of the full text search, each with the reason for its value. */

/** Words of a question that count. More are pasted text, and each costs a pass over its matches. */
export const MAX_QUERY_WORDS = 16;

/** Characters of one word that count; longer than any word, shorter than a pasted key. */
export const MAX_WORD_CHARACTERS = 64;

/** Characters of one phrase that count. */
export const MAX_PHRASE_CHARACTERS = 256;

/** A single letter begins a fifth of all words: completing it would gather the whole index, and help nobody. */
export const SHORTEST_OPEN_WORD = 2;

/** Up to so many matches are ranked by their texts, which are read for it: 10 µs each. */
export const RANKED_MATCHES = 300;

/** Of more, so many of the newest are looked at. None of them is a clear best, and the newest are what is wanted. */
export const NEWEST_MATCHES = 1_000;

/** Up to so many documents that pass a filter are looked for among the matches by their numbers: 30 ms. Of more, the newest matches are asked one by one whether they pass, since enough of them do. */
export const MAX_LISTED_DOCUMENTS = 10_000;

/** Matches that are asked at a time. */
export const ASKED_MATCHES = 1_000;

/** Matches that pass among which the best are chosen: more are read for nothing, since each costs a look at its document. */
export const PASSING_MATCHES = 300;

/** Documents with a word that is not to be there, that are left out of a list of all. */
export const MAX_EXCLUDED_DOCUMENTS = 20_000;

/** Characters of a body that count for its rank. */
export const SCORED_CHARACTERS = 8_000;

/** A thousand matches among so many texts, one in twenty: from here on, reading their titles is the cheaper way. */
export const DENSE_WITHIN_TEXTS = 20_000;

/** Characters of an excerpt: about two lines. */
export const EXCERPT_CHARACTERS = 200;

/** Characters before the first match in an excerpt. */
export const EXCERPT_LEAD_CHARACTERS = 60;

/** Characters of a body that excerpts are looked for in. What lies behind is found, but the excerpt is the beginning. */
export const LOOKED_AT_CHARACTERS = 64_000;

/** Matches that are considered as the start of an excerpt. */
export const EXCERPT_CANDIDATES = 20;

/** Shorter words have too many neighbours: with one letter wrong, any is any other. */
export const SHORTEST_SPELLED_WORD = 4;

/** Longer ones are no words. */
export const LONGEST_SPELLED_WORD = 24;

/** Words of which the writer remembers that they are in the vocabulary: 5 MB. Those beyond are asked for each time. */
export const MAX_KNOWN_WORDS = 100_000;

/** Words that are looked through for one that was meant: 3 ms, and 20 MB in each thread that searches. */
export const MAX_VOCABULARY = 300_000;

/** Nearest words whose matches are counted, and how many matches tell a common word from a rare one. */
export const MEANT_CANDIDATES = 12;
export const MEANT_MATCHES = 100;

/** Words that are searched for instead of one. More would find anything. */
export const MAX_MEANT_WORDS = 3;

/** Bytes of words that one text brings into PostgreSQL's index: a tsvector holds less than a megabyte, positions included. */
export const MAX_INDEXED_BYTES = 400_000;

/** Characters of texts that one statement brings into PostgreSQL's index. */
export const MAX_CHARACTERS_AT_ONCE = 4_000_000;

/** Texts with a word that are counted, to tell how rare it is: a word that more have tells nothing. */
export const COUNTED_TEXTS = 2_000;

/** Of each word that is looked for to find what is similar, so many of the newest texts: older answers may no longer be right. */
export const MATCHES_A_WORD = 300;

/** Texts whose tickets are looked at, those with the most weight first. */
export const SIMILAR_TEXTS = 100;
