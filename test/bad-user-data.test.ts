import { setupOf } from "../aws/host-setup";
import { SshdSettings } from "../aws/sshd";
import { readUserData } from "../aws/user-data";
import { Value } from "../core";

const CONF = "/etc/ssh/sshd_config";

describe("hostile user data", () => {
  const many = Array.from({ length: 100 }, (_, index) => `w${index}`).join(" ");
  const EDIT = `sed -i 's/a/b/' ${CONF}\n`;

  it.each([
    ["loops in loops", `${`for x in ${many}; do `.repeat(10)} echo "$x" >> ${CONF}; ${"done; ".repeat(10)}`],
    ["functions in a circle", `a() { ${"a; ".repeat(200)} }\na`],
    ["scripts in a circle", `cat > /x <<'E'\n${"bash /x\n".repeat(200)}E\nbash /x`],
    ["a variable that grows", `X=aaaaaaaaaaaaaaaa\n${'X="$X$X$X"\n'.repeat(200)}echo "$X" >> ${CONF}`],
    ["a long pipe", `echo x ${"| cat ".repeat(20_000)} >> ${CONF}`],
    [
      "many edits of many lines",
      `for i in ${many}; do echo "${"x\\n".repeat(100)}"; done > ${CONF}\n${EDIT.repeat(3_000)}`,
    ],
    [
      "a slow expression",
      `echo '${"a".repeat(190)}' > ${CONF}; sed -E -i 's/(a|aa)*$b/c/; s/(a*)*b/c/; s/((a+)+)+b/c/' ${CONF}`,
    ],
    ["a polynomial expression", `echo '${"a".repeat(190)}' > ${CONF}; sed -i 's/a*a*a*a*a*a*a*a*b/c/' ${CONF}`],
    [
      "optional signs",
      `echo '${"a".repeat(60)}' > ${CONF}; sed -E -i 's/${"a?".repeat(60)}${"a".repeat(60)}b/c/' ${CONF}`,
    ],
    ["alternatives", `echo '${"a".repeat(80)}' > ${CONF}; sed -E -i 's/${"(a|aa)".repeat(40)}b/c/' ${CONF}`],
    ["counted repetitions", `echo '${"a".repeat(190)}' > ${CONF}; sed -E -i 's/${"a{0,190}".repeat(8)}b/c/' ${CONF}`],
    ["variables that make a word", `X=${"a".repeat(16_000)}\necho ${"$X".repeat(100_000)} >> ${CONF}`],
    [
      "wildcards",
      `${Array.from({ length: 100 }, (_, n) => `echo > ${CONF}.d/${"a".repeat(60)}${n}\n`).join("")}rm ${CONF}.d/${"*a".repeat(20)}b`,
    ],
    ["files that include each other", `echo '${`Include ${CONF}\n`.repeat(6)}' > ${CONF}`],
    [
      "directories that include themselves",
      Array.from({ length: 100 }, (_, n) => `echo 'Include ${CONF}.d/*' > ${CONF}.d/${n}\n`).join("") +
        `echo 'Include ${CONF}.d/*' > ${CONF}`,
    ],
    [
      "loops in pipes",
      `${`for x in ${many}; do `.repeat(8)}echo "$x"; ${"done; ".repeat(8).replace(/; $/, "")} | tee ${CONF}`,
    ],
    ["copies of a long file", `cat > /x <<'E'\n${"x\n".repeat(2_000)}E\n${"cat /x > /y\n".repeat(4_000)}`],
    ["groups without an end", "( { ".repeat(50_000)],
    ["quotes without an end", `${'"$('.repeat(50_000)}`],
  ])("%s comes to an end", (_, text) => {
    const userData = readUserData(new Value({ urn: "urn" }, ["userData"], `#!/bin/bash\n${text}\n`));
    expect(new SshdSettings(setupOf(userData)).isOff).toBe(false);
  });
});
