import { passwordSources } from "../../aws/database";
import { definePolicy, integer, matchesGlobIgnoringCase, resourcesOfType, texts } from "../../core";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const STRING = "random:index/randomString:RandomString";

export default definePolicy({
  name: "random-password-strength",
  category: "secrets",
  requirements: ["SEC-06"],
  severity: "high",
  level: "mandatory",
  title: "Generated passwords are long and have symbols",
  description: "A generated password has at least 16 characters, symbols among them.",
  rationale: "A short password, or one of few different characters, can be guessed by trying.",
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
  subjects: resourcesOfType(PASSWORD, STRING),
  needs: "stack",
  check(generator, { each, graph, options, report }) {
    // Random strings are mostly parts of names; as passwords they are held to the same.
    if (!generator.isAnalysed || (generator.type === STRING && !passwordSources(graph).has(generator))) {
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
    each([generator.at("special")], (special) => {
      const isExempt = options.withoutSymbols.some((name) => matchesGlobIgnoringCase(generator.name, name));
      if (special.boolean() === false && !isExempt) {
        report(special, {
          found: "The password has no symbols at all.",
          fix: 'Set special: true and leave out only what the engine refuses: overrideSpecial: "!#$%&*()-_=+[]{}<>:?" for RDS and DocumentDB, "!#$%*()-_=+[]{}<>:?" for Oracle. For an engine that takes no symbols, list the generator in this policy\'s withoutSymbols.',
        });
      }
    });
  },
});
