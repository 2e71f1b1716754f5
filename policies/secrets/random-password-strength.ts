import { passwordSources } from "../../aws/database";
import { RANDOM_NUMBERS, RANDOM_PASSWORD, RANDOM_STRING } from "../../aws/random";
import { namesDatabase } from "../../aws/secret";
import {
  definePolicy,
  integer,
  matchesGlobIgnoringCase,
  resourcesOfType,
  texts,
  wordsOf,
  type CheckContext,
  type Resource,
} from "../../core";

export default definePolicy({
  name: "random-password-strength",
  category: "secrets",
  requirements: ["SEC-06"],
  severity: "high",
  level: "mandatory",
  title: "Generated passwords are long and have symbols",
  description: "A generated password has at least 16 characters, symbols among them.",
  rationale:
    "A short password, or one of few different characters, can be guessed by trying. A generator that its name calls a token, a key or the like serves no engine: only its length counts.",
  fix: 'Set length: 32 and special: true; what an engine refuses is left out by overrideSpecial ("!#$%&*()-_=+[]{}<>:?" suits RDS, which refuses / @ " and space).',
  references: [
    "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/",
    "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  ],
  options: {
    minimumLength: integer({
      default: 16,
      minimum: 8,
      maximum: 128,
      description: "The shortest password, in characters.",
    }),
    withoutSymbols: texts({
      default: [],
      description:
        "Names of generators whose password has no symbols because the engine takes none; `*` matches any text.",
    }),
  },
  subjects: resourcesOfType(RANDOM_PASSWORD, RANDOM_STRING, ...RANDOM_NUMBERS),
  needs: "stack",
  check(generator, context) {
    const { each, graph, options, report } = context;
    const isPassword = generator.type === RANDOM_PASSWORD;
    // Other random values are mostly parts of names; as passwords they are held to the same.
    if (!generator.isAnalysed || (!isPassword && !passwordSources(graph).has(generator))) {
      return;
    }
    if (RANDOM_NUMBERS.includes(generator.type)) {
      report(generator, {
        found: "A database takes its password from it, and it makes letters and digits of one alphabet only.",
        fix: `Make the password with new random.RandomPassword("${generator.name}", { length: 32, overrideSpecial: "!#$%&*()-_=+[]{}<>:?" }) and use its result.`,
        key: "kind",
      });
      return;
    }
    each([generator.at("length")], (length) => {
      const characters = length.number() ?? 0;
      if (characters < options.minimumLength) {
        report(length, {
          found: `The password has ${characters} characters; at least ${options.minimumLength} are wanted.`,
          fix: `Set length: ${Math.max(32, options.minimumLength)} (Oracle takes at most 30 characters, MySQL and MariaDB 41).`,
        });
      }
    });
    if (!options.withoutSymbols.some((name) => matchesGlobIgnoringCase(generator.name, name))) {
      checkSymbols(generator, context);
    }
  },
});

function checkSymbols(
  generator: Resource,
  { each, graph, report }: Pick<CheckContext, "each" | "graph" | "report">,
): void {
  each([generator], () => {
    const special = generator.at("special");
    const isOff = special.boolean() === false;
    const overriding = generator.at("overrideSpecial");
    const symbols = isOff ? undefined : overriding.string();
    if (!isOff && (symbols === undefined || /[^a-z0-9\s]/i.test(symbols))) {
      return;
    }
    // The symbols of a token are a matter of what reads it; length alone makes it strong.
    if (isToken(generator.name) && !passwordSources(graph).has(generator)) {
      return;
    }
    report(isOff ? special : overriding, {
      found: isOff ? "The password has no symbols at all." : "The password has no symbols: overrideSpecial names none.",
      fix: 'Set special: true and leave out only what the engine refuses: overrideSpecial: "!#$%&*()-_=+[]{}<>:?" for RDS and DocumentDB, "!#$%*()-_=+[]{}<>:?" for Oracle. For an engine that takes no symbols, list the generator in this policy\'s withoutSymbols.',
    });
  });
}

/** Words that mean something that no one types and no engine checks: `sessionKey`, `jwt-signing`. */
const TOKENS: ReadonlySet<string> = new Set(
  "token tokens key keys jwt session cookie csrf hmac signing signature webhook header salt seed nonce suffix prefix id".split(
    " ",
  ),
);

const PASSWORDS: ReadonlySet<string> = new Set(
  "password passwords passwd pwd pass passphrase credential credentials".split(" "),
);

/** Whether a name says that the value is a token and not a password: `apiToken`, but not `dbPasswordKey`. */
function isToken(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => TOKENS.has(word)) && !words.some((word) => PASSWORDS.has(word)) && !namesDatabase(name);
}
