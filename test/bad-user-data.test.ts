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
    ["groups without an end", "( { ".repeat(50_000)],
    ["quotes without an end", `${'"$('.repeat(50_000)}`],
  ])("%s ends soon", (_, text) => {
    const start = Date.now();
    const userData = readUserData(new Value({ urn: "urn" }, ["userData"], `#!/bin/bash\n${text}\n`));
    new SshdSettings(setupOf(userData));
    expect(Date.now() - start).toBeLessThan(8_000);
  });
});
