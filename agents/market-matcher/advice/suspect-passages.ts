/** A text in two parts: what is about the question, and what speaks to its reader. */
export interface SiftedText {
  readonly kept: string;
  /** Passages that were taken out, in order. */
  readonly suspects: readonly string[];
}

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
];
const CLAIMS = [
  // Whether two markets agree is for us to say, not for one of them.
  /\b(same|equivalent|identical|interchangeable|matching|duplicate)\b.{0,40}\b(question|market|contract|listing|pair|side|event|outcome|bet)s?\b.{0,60}\b(other|both|counterpart|another|elsewhere|opposite|venue|kalshi|polymarket)\b/i,
  /\b(both|the two|these two|the other|counterpart|corresponding|opposite|paired)\s+(markets?|contracts?|questions?|listings?|sides?|venues?|exchanges?|platforms?)\b/i,
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
const OTHER_VENUE = { kalshi: /\bpolymarket\b/i, polymarket: /\bkalshi\b/i } as const;
/** Letters of two scripts in one word: "іgnore" with a Cyrillic letter. */
const MIXED_SCRIPT = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}{3,}/u;
/** Long runs without a space: encoded text. Addresses of pages are let through. */
const ENCODED = /(?<![\w/.:-])(?!https?:)[A-Za-z0-9+/=_-]{60,}/;

/**
 * Takes passages out that read as if they were written to whoever compares markets: orders, claims of equality, answers
 * and frames of prompts. Honest rules seldom hold one; what is taken out of an honest text is for a person to read.
 * @param text cleaned by `cleanText`.
 */
export function siftText(text: string, platform: keyof typeof OTHER_VENUE): SiftedText {
  const suspects: string[] = [];
  const kept = text
    .split('\n')
    .map((line) =>
      sentences(line)
        .filter((sentence) => {
          const suspect = isSuspect(sentence, platform);
          if (suspect) suspects.push(sentence.trim());
          return !suspect;
        })
        .join('')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
  return { kept, suspects };
}

function isSuspect(sentence: string, platform: keyof typeof OTHER_VENUE): boolean {
  return (
    PATTERNS.some((pattern) => pattern.test(sentence)) ||
    OTHER_VENUE[platform].test(sentence) ||
    MIXED_SCRIPT.test(sentence) ||
    ENCODED.test(sentence)
  );
}

/** Sentences with the space that follows them; abbreviations and decimals do not end one. */
const sentences = (line: string): readonly string[] =>
  line.split(/(?<=[.!?;][”"')\]]*\s)(?<!\b(?:[A-Z]|U\.S|vs|St|Mr|Mrs|Dr|Jr|No|a\.m|p\.m|i\.e|e\.g)\.\s)/);
