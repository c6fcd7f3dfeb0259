const ORDERS = [
  // "Ignore all previous instructions"
  /\b(ignore|disregard|forget|override|bypass|skip|discard)\b.{0,40}\b(instruction|prompt|guideline|directive|message|context|the above|everything)/i,
  /\b(new|updated|real|actual|following|important|special|hidden|secret|previous|prior|these)\s+(system\s+)?instructions?\b/i,
  /\b(system|hidden|developer|user)\s+(prompt|message)\b/i,
  // Second person: rules are about markets, not about who reads them.
  /\byou\s+(are|must|should|will|shall|have to|need to|can|may|ought)\b|\byour\s+(task|job|role|answer|response|reply|output|verdict|judge?ment|instructions?|duty)\b/i,
  /\b(dear|attention|note to|message to|hello|hey|listen)\b.{0,20}\b(ai|model|assistant|judge|reviewer|matcher|bot|llm|reader|classifier|evaluator|system)\b/i,
  /\b(ai|llm|automated|language)\s+(models?|assistants?|judges?|reviewers?|matchers?|readers?|agents?|systems?|classifiers?|evaluators?)\s+(must|should|shall|will|are to|is to|has to|have to|may|can)\b/i,
  /\b(answer|respond|reply|output|return|print|write|conclude|declare|confirm|state)\b.{0,40}\b(same|equivalent|identical|json|accept(ed)?|match(es|ing)?|true)\b/i,
  /\b(set|give|use|assign|report|raise|increase|with)\b.{0,30}\bconfidence\b/i,
  /\b(do not|don't|never|no need to|stop)\b.{0,30}\b(look|search|compare|find|consider|mention|name|report)\b.{0,40}\bdiff/i,
  /\b(treat|consider|count|regard|mark|label|classify|flag)\b.{0,40}\bas\b.{0,20}\b(one|same|match\w*|equal|equivalent|identical|duplicates?)\b/i,
];
const CLAIMS = [
  // Whether two markets agree is for us to say, not for one of them.
  /\b(same|equivalent|identical|interchangeable|matching|duplicate)\b.{0,40}\b(question|market|contract|listing|pair|side|event|outcome|bet)s?\b.{0,60}\b(other|both|counterpart|another|elsewhere|opposite|venue|kalshi|polymarket)\b/i,
  /\b(both|the two|these two|the other|counterpart|corresponding|opposite|paired)\s+(markets?|contracts?|questions?|listings?|sides?|venues?|exchanges?|platforms?)\b/i,
  /\bone and the same\b|\bsame (bet|wager|proposition)\b/i,
  /\b(exchanges|venues|platforms)\b.{0,40}\b(alike|same|equal|equivalent|identical|agree)\b/i,
  /\b(accept|approve|match|merge|pair)\s+(this|these|the|both|them)\b.{0,20}\b(pairs?|match(es)?|markets?|listings?|contracts?|two)\b/i,
  /\bcounter-?examples?\b|\bdiffering[ _]field\b|\bsame[ _]question\b|\bno (other )?difference|\bdo(es)? not differ\b|\bpays? (out )?the same\b/i,
  /\bconfidence\b\W{0,4}(of|is|=|:|at)?\W{0,4}(0?\.\d|1\b|1\.0|\d{2,3} ?%)/i,
];
const FORMS = [
  /^\W*(system|assistant|user|human|developer|tool|ai|model)\s*(\(.{0,20}\))?\s*[:›\]|]/i,
  // Fields and objects of JSON, chat marks, fences, tags.
  /["'“]?\b(same_question|counterexample|differing_field|polarity|confidence|evidence|decision|verdict)["'”]?\s*[:=]/i,
  /[{[]\s*["“]\w+["”]\s*:/,
  /‹\s*[|/!]?\s*[a-z_][^›]{0,60}›|‹{2,}|›{2,}|\[\/?(inst|system|user|assistant)\]|```|~~~|^#{2,}/i,
  /\b(begin|end|start|close|stop)( of)?\b.{0,20}\b(text|market|data|listing|quote|input|untrusted|document)\b.{0,3}(-{2,}|={2,}|›|\]|$)/i,
];
const PATTERNS = [...ORDERS, ...CLAIMS, ...FORMS];
/** Ids of the other venue: rules name what decides, never a market elsewhere. */
const FOREIGN_ID = { kalshi: /\b0x[0-9a-f]{16,}/i, polymarket: /\bKX[A-Z0-9]{2,}/ } as const;
/** Letters of two scripts in one word: "іgnore" with a Cyrillic letter. */
const MIXED_SCRIPT = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}{3,}/u;
/** Venues write English; names with accents are Latin still. */
const OTHER_SCRIPT = /(?:(?!\p{Script=Latin})\p{L}[^\p{L}]*){3,}/u;
/** "i g n o r e" */
const SPACED_OUT = /(?<!\p{L})(?:\p{L}[ ._*-]){5,}/u;
/** Long runs without a space: encoded text. Addresses of pages are let through. */
const ENCODED = /(?<![\w/.:-])(?!https?:)[A-Za-z0-9+/=_-]{60,}/;

/**
 * Passages that read as if they were written to whoever compares markets: orders, claims of equality, answers and frames
 * of prompts. Honest rules seldom hold one, and what patterns know is no limit of what can be written: this is the first
 * fence, the check of the answer is the second.
 * @param text cleaned by `cleanText`.
 */
export function suspectPassages(text: string, platform: keyof typeof FOREIGN_ID): readonly string[] {
  // By lines for what frames prompts, and across them, so that a line end within an order hides nothing.
  const sentences = [...text.split('\n'), text.replaceAll('\n', ' ')].flatMap((part) => part.split(SENTENCE_END));
  return [...new Set(sentences)].filter((sentence) => isSuspect(sentence, platform));
}

function isSuspect(sentence: string, platform: keyof typeof FOREIGN_ID): boolean {
  const spelled = withoutDigitLetters(sentence);
  return (
    PATTERNS.some((pattern) => pattern.test(sentence) || pattern.test(spelled)) ||
    [FOREIGN_ID[platform], OTHER_SCRIPT, SPACED_OUT, MIXED_SCRIPT, ENCODED].some((form) => form.test(sentence))
  );
}

const SENTENCE_END = /(?<=[.!?;][”"')\]]*)\s/;
const DIGIT_LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a' };

/** "1gn0re" as "ignore"; a number with a unit ("5PM") may become nonsense, which is no pattern either. */
const withoutDigitLetters = (text: string): string =>
  text.replace(/[013457@](?=\p{L})|(?<=\p{L})[013457@]/gu, (sign) => DIGIT_LETTERS[sign] ?? sign);
