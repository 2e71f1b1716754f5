import { gzipSync } from "node:zlib";
import { missingBan, missingUpdates, hasUncertainRootLogin, unmetSettings } from "../../aws/host-hardening";
import { setupOf, type HostSetup } from "../../aws/host-setup";
import { SshdSettings } from "../../aws/sshd";
import { readUserData, type UserData } from "../../aws/user-data";
import { Undecided, Value } from "../../core";

function read(text: unknown): UserData {
  return readUserData(new Value({ urn: "urn" }, ["userData"], text));
}

function setup(text: string): HostSetup {
  return setupOf(read(text));
}

/** What sshd would use of the six keywords, but for those that the user data does not set. */
function sshd(text: string): Record<string, string> {
  const settings = new SshdSettings(setup(text));
  const keywords = [
    "PermitRootLogin",
    "PasswordAuthentication",
    "PubkeyAuthentication",
    "MaxAuthTries",
    "ClientAliveInterval",
    "ClientAliveCountMax",
  ] as const;
  return Object.fromEntries(
    keywords.flatMap((keyword) => {
      try {
        const found = settings.get(keyword);
        return found ? [[keyword, found.value]] : [];
      } catch (error) {
        expect(error).toBeInstanceOf(Undecided);
        return [[keyword, "?"]];
      }
    }),
  );
}

/** Shell, as user data. */
function script(text: string): string {
  return `#!/bin/bash\n${text}\n`;
}

const CONF = "/etc/ssh/sshd_config";
const UNKNOWN = {
  PermitRootLogin: "?",
  PasswordAuthentication: "?",
  PubkeyAuthentication: "?",
  MaxAuthTries: "?",
  ClientAliveInterval: "?",
  ClientAliveCountMax: "?",
};
const NO_ROOT = { PermitRootLogin: "no" };

describe("what sshd would use after a script", () => {
  it.each<[string, Record<string, string>]>([
    // sed
    [`sed -i 's/#MaxAuthTries 6/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/#MaxAuthTries 5/MaxAuthTries 3/' ${CONF}`, {}],
    [`sed -i 's/#maxauthtries 6/MaxAuthTries 3/' ${CONF}`, {}],
    [`sed -i 's/#maxauthtries 6/MaxAuthTries 3/I' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/#maxauthtries 6/MaxAuthTries 3/gi' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i.bak "s/^#\\?PermitRootLogin.*/PermitRootLogin no/" ${CONF}`, NO_ROOT],
    [`sed -i 's/^PermitRootLogin.*/PermitRootLogin no/' ${CONF}`, {}],
    [`sed -ri 's/^#?PermitRootLogin .*$/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    [`sed -E -i 's/^#{0,1}(PermitRootLogin) .*$/\\1 no/' ${CONF}`, NO_ROOT],
    [`sed -i -E 's/^#?\\(PermitRootLogin .*$/PermitRootLogin no/' ${CONF}`, {}],
    [`sed --in-place --regexp-extended --expression='s/^#+PermitRootLogin .*$/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    [`sed --in-place=.bak --expression 's/^#\\+PermitRootLogin .*$/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    [`sed -i 's/^#\\(PermitRootLogin\\) .*/\\1 no/' ${CONF}`, NO_ROOT],
    [`sed -i 's/^#(PermitRootLogin) .*/PermitRootLogin no/' ${CONF}`, {}],
    [`sed -i 's|^#PermitRootLogin.*|PermitRootLogin no|' ${CONF}`, NO_ROOT],
    [`sed -i 's,^#PermitRootLogin\\(.*\\),PermitRootLogin no # was\\1,' ${CONF}`, NO_ROOT],
    [`sed -i -e 's/^#PermitRoot/PermitRoot/' -e 's/^PermitRootLogin.*/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    [`sed -ie 's/^#PermitRootLogin.*/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    [`sed -i -es/^#MaxAuthTries.*/MaxAuthTries\\ 3/ ${CONF}`, { MaxAuthTries: "3" }],
    [
      `sed -i 's/^#PermitRootLogin.*/PermitRootLogin no/;s/^#MaxAuthTries [0-9]*/MaxAuthTries 3/' ${CONF}`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [`sed -i 's/^#MaxAuthTries [[:digit:]]\\+$/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/^#MaxAuthTries[[:space:]]*[^a]/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/^[# ]*MaxAuthTries\\s\\+\\d*.*/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/\\<MaxAuthTries\\> 6/& 3/; s/#MaxAuthTries 6 3/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/#\\(MaxAuthTries 6\\|MaxSessions 10\\)/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/c\\MaxAuthTries 3' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/cMaxAuthTries 3' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/a MaxAuthTries 3' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/a\\\nMaxAuthTries 3\\\nPermitRootLogin no' ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/!d' ${CONF}; sed -i 's/#//' ${CONF}`, { MaxAuthTries: "6" }],
    [`sed -i '1i PermitRootLogin no' ${CONF}; sed -i '$a PermitRootLogin yes' ${CONF}`, NO_ROOT],
    [`sed -i '$ a PermitRootLogin no' ${CONF}; sed -i '/^PermitRootLogin/d' ${CONF}`, {}],
    [`sed -i '/StrictModes/,/MaxAuthTries/s/^#//' ${CONF}`, { MaxAuthTries: "6" }],
    [
      `sed -i '/MaxAuthTries/,$s/^#//' ${CONF}`,
      {
        MaxAuthTries: "6",
        PubkeyAuthentication: "yes",
        PasswordAuthentication: "yes",
        ClientAliveInterval: "0",
        ClientAliveCountMax: "3",
      },
    ],
    [`sed -i '0,/#MaxAuthTries 6/s/#MaxAuthTries 6/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '\\,^#MaxAuthTries,s,6,3,;s/^#MaxA/MaxA/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '/^#MaxAuthTries/s//MaxAuthTries 3 #/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i '# a comment\ns/^#MaxAuthTries .*/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/^#MaxAuthTries .*/MaxAuthTries 3\\nPermitRootLogin no/' ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`sed -i '' 's/#MaxAuthTries 6/MaxAuthTries 3/' ${CONF}`, {}],
    [`sed 's/#MaxAuthTries 6/MaxAuthTries 3/' ${CONF}`, {}],
    [`sed 's/#MaxAuthTries 6/MaxAuthTries 3/' ${CONF} > /tmp/c && mv /tmp/c ${CONF}`, { MaxAuthTries: "3" }],
    [`sed -i 's/^#MaxAuthTries.*/MaxAuthTries 3/' /etc/ssh/ssh_config`, {}],
    // What is not understood leaves everything open.
    [`sed -i '/Max/{s/#//}' ${CONF}`, UNKNOWN],
    [`sed -i '12s/#//' ${CONF}`, UNKNOWN],
    [`sed -n -i '/Max/p' ${CONF}`, UNKNOWN],
    [`sed -i -f /tmp/x ${CONF}`, UNKNOWN],
    [`sed -i --debug 's/a/b/' ${CONF}`, UNKNOWN],
    [`sed -i 's/\\(x*\\)*y/z/' ${CONF}`, UNKNOWN],
    [`sed -i 's/[/z/' ${CONF}`, UNKNOWN],
    [`sed -i 's/a/b' ${CONF}`, UNKNOWN],
    [`sed -i 's/a/b/w' ${CONF}`, UNKNOWN],
    [`sed -i 's/a/b/2' ${CONF}`, UNKNOWN],
    [`sed -i 's/a/\\U&/' ${CONF}`, UNKNOWN],
    [`sed -i 'y/a/b/' ${CONF}`, UNKNOWN],
    [`sed -i 's//b/' ${CONF}`, UNKNOWN],
    [`sed -i 's/\\(/b/' ${CONF}`, UNKNOWN],
    [`sed -i 's/${"a".repeat(301)}/b/' ${CONF}`, UNKNOWN],
    [`perl -pi -e 's/a/b/' ${CONF}`, UNKNOWN],
    [`python3 -c 'open("${CONF}", "w")'`, UNKNOWN],
    [`curl -so ${CONF} https://example.com/sshd`, UNKNOWN],
    [`curl -so ${CONF}.d/10-x.conf https://example.com/sshd`, UNKNOWN],
    [`cp /opt/sshd_config ${CONF}`, UNKNOWN],
    [`install -m 600 sshd_config ${CONF}`, UNKNOWN],
    [`curl https://example.com > ${CONF}`, UNKNOWN],
    [`curl -so ${CONF} https://example.com; sed -i 's/a/b/' ${CONF}; echo 'MaxAuthTries 1' >> ${CONF}`, UNKNOWN],
    // Other ways to write
    [`echo "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`echo "PermitRootLogin no" >>${CONF} 2>/dev/null`, NO_ROOT],
    [`echo "PermitRootLogin no" 2>> ${CONF}`, {}],
    [`echo "PermitRootLogin no" 1>> ${CONF}`, NO_ROOT],
    [`echo "PermitRootLogin no" &>> ${CONF}`, NO_ROOT],
    [`echo "PermitRootLogin no" >| ${CONF}`, NO_ROOT],
    [`echo "PermitRootLogin no" > /tmp/x > ${CONF}`, NO_ROOT],
    [`echo -e "PermitRootLogin no\\nMaxAuthTries\\t3" >> ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`echo "PermitRootLogin no\\nMaxAuthTries 3" >> ${CONF}`, { PermitRootLogin: "no\\nMaxAuthTries" }],
    [`echo -n >> ${CONF}`, {}],
    [`printf 'PermitRootLogin no\\nMaxAuthTries 3\\n' >> ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`printf '%s\\n' 'PermitRootLogin no' "MaxAuthTries 3" >> ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`printf -- '%s %d%%\\n' MaxAuthTries 3 >> ${CONF}`, { MaxAuthTries: "3%" }],
    [`echo "PermitRootLogin no" | sudo tee -a ${CONF} > /dev/null`, NO_ROOT],
    [`echo "PermitRootLogin no" | tee ${CONF}`, NO_ROOT],
    [`echo "PermitRootLogin no" | sed 's/no/yes/' | tee --append ${CONF}`, { PermitRootLogin: "yes" }],
    [`tee -a ${CONF} <<< "PermitRootLogin no"`, NO_ROOT],
    [`cat <<EOF | sudo tee -a ${CONF}\nPermitRootLogin no\nEOF`, NO_ROOT],
    [`cat >> ${CONF} <<'EOF'\nPermitRootLogin no\n  MaxAuthTries = 3\nEOF`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`cat > ${CONF}.d/10-x.conf <<EOF\nPermitRootLogin no\nEOF`, NO_ROOT],
    [`cat > ${CONF}.d/10-x.conf~ <<EOF\nPermitRootLogin no\nEOF`, {}],
    [`mkdir ${CONF}.d/x; echo 'PermitRootLogin no' > ${CONF}.d/x/y.conf`, {}],
    [`echo 'PermitRootLogin no' > /tmp/x; cat /tmp/x >> ${CONF}`, NO_ROOT],
    [`echo 'PermitRootLogin no' > /tmp/x; cat < /tmp/x >> ${CONF}`, NO_ROOT],
    [`echo 'PermitRootLogin no' > /tmp/x; cat /tmp/x /tmp/y >> ${CONF}`, UNKNOWN],
    [`echo 'PermitRootLogin no' > /tmp/10.conf; cp /tmp/10.conf ${CONF}.d/`, NO_ROOT],
    [`echo 'PermitRootLogin no' > /tmp/10.conf; cp /tmp/10.conf ${CONF}.d`, NO_ROOT],
    [`echo 'PermitRootLogin no' > /tmp/10.conf; cp /tmp/10.conf /etc/ssh/sshd_config.d/20.conf`, NO_ROOT],
    [`cp ${CONF} ${CONF}.bak; chmod 600 ${CONF}; sshd -t -f ${CONF}; cp`, {}],
    [`cd /etc/ssh && echo "PermitRootLogin no" >> sshd_config`, NO_ROOT],
    [`cd; echo "PermitRootLogin no" >> sshd_config`, {}],
    [`{ echo "PermitRootLogin no"; echo "MaxAuthTries 3"; } > ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`{ echo "PermitRootLogin no"; echo hi > /tmp/x; } > ${CONF}`, NO_ROOT],
    [`{ echo "PermitRootLogin no" | logger; echo "MaxAuthTries 3"; } >> ${CONF}`, { ...UNKNOWN }],
    [`( echo "PermitRootLogin no" ) >> ${CONF}`, NO_ROOT],
    [`{ echo "PermitRootLogin yes" | sed s/yes/no/; } >> ${CONF}`, NO_ROOT],
    [`{ echo "PermitRootLogin no"; echo "MaxAuthTries 3"; } >| ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`{ ls; echo "MaxAuthTries 3"; } <<${CONF}.d/1.conf\nx\n${CONF}.d/1.conf`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; mv ${CONF}.d/1.conf /root/`, {}],
    [`bash -c 'echo "PermitRootLogin no" >> ${CONF}'`, NO_ROOT],
    [`sudo sh <<'E'\necho "PermitRootLogin no" >> ${CONF}\nE`, NO_ROOT],
    [`> ${CONF}; echo 'MaxAuthTries 3' > ${CONF}.d/x.conf`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -f ${CONF}.d/*.conf`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -f ${CONF}.d/?.conf`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -f ${CONF}.d/?x.conf`, NO_ROOT],
    [`echo "PermitRootLogin yes" > ${CONF}.d/1.conf; sed -i 's/yes/no/' ${CONF}.d/*.conf`, NO_ROOT],
    [`sed -i 's/^#PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_con*`, NO_ROOT],
    // Order
    [`echo "PermitRootLogin no" >> ${CONF}; echo "PermitRootLogin yes" >> ${CONF}`, NO_ROOT],
    [
      `echo "PermitRootLogin no" >> ${CONF}; sed -i 's/PermitRootLogin no/PermitRootLogin yes/' ${CONF}`,
      { PermitRootLogin: "yes" },
    ],
    [
      `echo "PermitRootLogin no" >> ${CONF}; echo "PermitRootLogin yes" > ${CONF}.d/99.conf`,
      { PermitRootLogin: "yes" },
    ],
    [
      `echo "PermitRootLogin no" > ${CONF}.d/50.conf; echo "PermitRootLogin yes" > ${CONF}.d/10.conf`,
      { PermitRootLogin: "yes" },
    ],
    [`echo "PermitRootLogin no" > ${CONF}; echo "PermitRootLogin yes" > ${CONF}.d/10.conf`, NO_ROOT],
    [`echo "Match User x" >> ${CONF}; echo "PermitRootLogin no" >> ${CONF}`, {}],
    [`printf 'Match User x\\nMaxAuthTries 3\\n' > ${CONF}.d/1.conf; echo "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [
      `printf 'Include /opt/*.conf\\nInclude sub.conf\\n' > ${CONF}; echo 'PermitRootLogin no' > /opt/a.conf; echo MaxAuthTries 3 > /etc/ssh/sub.conf`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [`echo 'Include ${CONF}' >> ${CONF}; echo MaxAuthTries 3 >> ${CONF}`, { MaxAuthTries: "3" }],
    [`echo 'permitrootlogin "no"' >> ${CONF}`, NO_ROOT],
    [`echo '# PermitRootLogin no' >> ${CONF}; echo PermitRootLogin >> ${CONF}`, {}],
    // What does not run
    [`# echo "PermitRootLogin no" >> ${CONF}`, {}],
    [`echo 'echo "PermitRootLogin no" >> ${CONF}'`, {}],
    [`cat > /root/later.sh <<'E'\necho "PermitRootLogin no" >> ${CONF}\nE`, {}],
    [`if false; then echo "PermitRootLogin no" >> ${CONF}; fi`, {}],
    [`exit 0\necho "PermitRootLogin no" >> ${CONF}`, {}],
    [`{ exit 0; }\necho "PermitRootLogin no" >> ${CONF}`, {}],
    [`if true; then exit 0; fi\necho "PermitRootLogin no" >> ${CONF}`, {}],
    [`if [ -f x ]; then exit 0; fi\necho "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`( exit 0 )\necho "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`exit 0 | cat\necho "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`exec /opt/run\necho "PermitRootLogin no" >> ${CONF}`, {}],
    [`exec > >(tee /var/log/x) 2>&1\necho "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`return\necho "PermitRootLogin no" >> ${CONF}`, NO_ROOT],
    [`false && echo "PermitRootLogin no" >> ${CONF}`, {}],
    [`harden() { echo "PermitRootLogin no" >> ${CONF}; }`, {}],
    // Functions, loops, variables
    [`harden() { echo "PermitRootLogin no" >> ${CONF}; }\nharden`, NO_ROOT],
    [`harden() { return; echo "PermitRootLogin no" >> ${CONF}; }\nharden`, {}],
    [`a() { b; }\nb() { echo "PermitRootLogin no" >> ${CONF}; }\na`, NO_ROOT],
    [`a() { a; echo "PermitRootLogin no" >> ${CONF}; }\na`, NO_ROOT],
    [
      `put() { local k="$1"; echo "$k $2" >> ${CONF}; }\nput PermitRootLogin no\nput MaxAuthTries 3`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [
      `in() { echo "MaxAuthTries $1" >> ${CONF}; }\nout() { in 3; echo "$1 no" >> ${CONF}; }\nout PermitRootLogin`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [`put() { echo "$@" >> ${CONF}; }\nput PermitRootLogin no`, NO_ROOT],
    [`F=${CONF}\necho "PermitRootLogin no" >> $F`, NO_ROOT],
    [`export F=${CONF} V="no"\necho "PermitRootLogin \${V}" >> "\${F}"`, NO_ROOT],
    [`echo "PermitRootLogin \${V:-no}" >> ${CONF}`, NO_ROOT],
    [`V=no; echo 'PermitRootLogin $V' >> ${CONF}`, { PermitRootLogin: "?" }],
    [`V=no; echo "PermitRootLogin \\$V" >> ${CONF}`, { PermitRootLogin: "?" }],
    [`V=no; cat >> ${CONF} <<E\nPermitRootLogin $V\nE`, NO_ROOT],
    [`V=no; cat >> ${CONF} <<'E'\nPermitRootLogin $V\nE`, { PermitRootLogin: "?" }],
    [
      `V=no; cat >> ${CONF} <<E\nPermitRootLogin \\$V\nMaxAuthTries \\\n3\nE`,
      { PermitRootLogin: "?", MaxAuthTries: "3" },
    ],
    [
      `echo "PermitRootLogin $(aws ssm get-parameter)" >> ${CONF}; echo "MaxAuthTries 3" >> ${CONF}`,
      { PermitRootLogin: "?", MaxAuthTries: "3" },
    ],
    [`echo "$(curl x)" >> ${CONF}`, UNKNOWN],
    [
      `for l in "PermitRootLogin no" "MaxAuthTries 3"; do echo "$l" >> ${CONF}; done`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [`for l in "PermitRootLogin no" "MaxAuthTries 3"; do echo "$l"; done > ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [
      `L="MaxAuthTries MaxSessions"; for k in $L; do for v in 3 4; do echo "$k $v" >> ${CONF}; done; done`,
      { MaxAuthTries: "3" },
    ],
    [`L="MaxAuthTries MaxSessions"; for k in "$L"; do echo "$k 3" >> ${CONF}; done`, { MaxAuthTries: "MaxSessions" }],
    [`V=no; sed -i "s/^#PermitRootLogin.*\\$/PermitRootLogin $V/" ${CONF}`, NO_ROOT],
    [`V=no; sed -i 's/^#PermitRootLogin.*$/PermitRootLogin no/' ${CONF}`, NO_ROOT],
    // Arrays
    [
      `L=("PermitRootLogin no" 'MaxAuthTries 3'); for l in "\${L[@]}"; do echo "$l" >> ${CONF}; done`,
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [`L=(PermitRootLogin no); echo "\${L[*]}" >> ${CONF}`, NO_ROOT],
    [`L=(PermitRootLogin no); echo "$L no" >> ${CONF}`, NO_ROOT],
    [`L=(PermitRootLogin); L+=(no); echo \${L[@]} >> ${CONF}`, NO_ROOT],
    [`V="PermitRoot"; V+="Login no"; echo $V >> ${CONF}`, NO_ROOT],
    [`V="PermitRootLogin no"; echo "\${V[@]}" >> ${CONF}`, NO_ROOT],
    [`declare -A L=([a]="PermitRootLogin no"); for l in "\${L[@]}"; do echo "$l" >> ${CONF}; done`, NO_ROOT],
    [`L=(); for l in "\${L[@]}"; do echo "MaxAuthTries 3" >> ${CONF}; done`, {}],
    [`echo "\${L[@]}" >> ${CONF}`, UNKNOWN],
    [`put() { "$@" "PermitRootLogin no" >> ${CONF}; }; put echo`, NO_ROOT],
    [`run() { \${@}; }; run sed -i 's/^#MaxAuthTries.*/MaxAuthTries 3/' ${CONF}`, { MaxAuthTries: "3" }],
    [`run() { "$@" || true; }; run`, {}],
    [`SUDO="sudo -E"; echo "PermitRootLogin no" | $SUDO tee -a ${CONF}`, NO_ROOT],
    // Groups in pipes
    [`{ echo "PermitRootLogin no"; echo "MaxAuthTries 3"; } | tee ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`( echo "PermitRootLogin no" && echo "MaxAuthTries 3" ) | tee ${CONF}`, { ...NO_ROOT, MaxAuthTries: "3" }],
    [`for v in no yes; do echo "PermitRootLogin $v"; done | tee ${CONF}`, NO_ROOT],
    [`for v in no; do echo "PermitRootLogin $v" | tee -a ${CONF}; done`, NO_ROOT],
    [`{ if false; then echo "PermitRootLogin yes"; fi; echo "PermitRootLogin no"; } | tee ${CONF}`, NO_ROOT],
    [`{ echo "PermitRootLogin no"; curl https://example.com; } | tee ${CONF}`, UNKNOWN],
    // Comparisons of texts
    [`if [ a = b ]; then echo "PermitRootLogin no" >> ${CONF}; fi`, {}],
    [`if [[ a == a ]]; then echo "PermitRootLogin no" >> ${CONF}; else echo "MaxAuthTries 3" >> ${CONF}; fi`, NO_ROOT],
    [`if [ 1 -ne 1 ]; then echo "PermitRootLogin no" >> ${CONF}; fi`, {}],
    [`if [ 1 -eq 1 ]; then exit 0; fi; echo "PermitRootLogin no" >> ${CONF}`, {}],
    [`[ a != a ] && echo "PermitRootLogin no" >> ${CONF}`, {}],
    [`if [ "$A" = b ]; then echo "PermitRootLogin no" >> ${CONF}; fi`, NO_ROOT],
    [`if [[ ab == a* ]]; then echo "PermitRootLogin no" >> ${CONF}; fi`, NO_ROOT],
    [`if [ a = b -o -f /x ]; then echo "PermitRootLogin no" >> ${CONF}; fi`, NO_ROOT],
    [`if [ 1 -lt 2 ]; then echo "PermitRootLogin no" >> ${CONF}; fi`, NO_ROOT],
    // What runs another command
    [`su - root -c 'echo "PermitRootLogin no" >> ${CONF}'`, NO_ROOT],
    [`flock -w 5 /run/lock tee -a ${CONF} <<< "PermitRootLogin no"`, NO_ROOT],
    [`cloud-init-per once harden tee -a ${CONF} <<< "PermitRootLogin no"`, NO_ROOT],
    // Directories
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -rf ${CONF}.d`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm --recursive /etc/ssh/*.d`, {}],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -f ${CONF}.d`, NO_ROOT],
    [`echo "PermitRootLogin no" > ${CONF}.d/1.conf; rm -r /etc/ssh/ss`, NO_ROOT],
    // Scripts that the script writes
    [`cat > /root/now.sh <<'E'\necho "PermitRootLogin $1" >> ${CONF}\nE\nbash -x /root/now.sh no`, NO_ROOT],
    [`cat > /root/now.sh <<'E'\necho "PermitRootLogin no" >> ${CONF}\nE\ncd /root; ./now.sh`, NO_ROOT],
    [`cat > /root/now.sh <<'E'\necho "PermitRootLogin no" >> ${CONF}\nE\nsource /root/now.sh`, NO_ROOT],
    [
      `cat > /root/now.sh <<'E'\necho "PermitRootLogin no" >> ${CONF}\nbash /root/now.sh\nE\nbash /root/now.sh`,
      NO_ROOT,
    ],
    [`echo 'echo "PermitRootLogin no" >> ${CONF}' | bash`, NO_ROOT],
    [`exec </dev/null; bash -ex`, {}],
  ])("%s", (text, expected) => {
    expect(sshd(script(text))).toEqual(expected);
  });
});

it("reads no file of more than two thousand lines", () => {
  const file = (lines: number): string => script(`cat > ${CONF} <<E\nMaxAuthTries 3\n${"x\n".repeat(lines - 1)}E`);
  expect(sshd(file(2_000))).toEqual({ MaxAuthTries: "3" });
  expect(sshd(file(2_001))).toEqual(UNKNOWN);
});

describe("cloud-config", () => {
  const cloud = (text: string): string => `#cloud-config\n${text}`;
  const file = (content: string, more = ""): string =>
    cloud(`write_files:\n  - path: ${CONF}.d/10.conf\n    content: ${content}\n${more}`);
  const encoded = Buffer.from("PermitRootLogin no\n").toString("base64");
  const zipped = gzipSync("PermitRootLogin no\n").toString("base64");

  it.each<[string, Record<string, string>]>([
    [file("PermitRootLogin no"), NO_ROOT],
    [file("|\n      PermitRootLogin no\n      MaxAuthTries 3"), { ...NO_ROOT, MaxAuthTries: "3" }],
    [file(encoded, "    encoding: b64\n"), NO_ROOT],
    [file(encoded, "    encoding: base64\n"), NO_ROOT],
    [file(encoded), {}],
    [file(zipped, "    encoding: gz+b64\n"), NO_ROOT],
    [file(zipped, "    encoding: gzip+base64\n"), NO_ROOT],
    [file(`!!binary ${zipped}`, "    encoding: gzip\n"), NO_ROOT],
    [file(`!!binary ${encoded}`), NO_ROOT],
    [file("x", "    source: {uri: https://example.com}\n"), UNKNOWN],
    [cloud(`write_files:\n  - {path: ${CONF}, append: true, content: MaxAuthTries 3}`), { MaxAuthTries: "3" }],
    [
      cloud(
        `write_files:\n  - {path: ${CONF}, append: yes, content: MaxAuthTries 3}\n  - {path: ${CONF}.d/x.conf, content: PermitRootLogin no}`,
      ),
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [
      cloud(
        `write_files:\n  - {path: ${CONF}, content: MaxAuthTries 3}\n  - {path: ${CONF}.d/x.conf, content: PermitRootLogin no}`,
      ),
      { MaxAuthTries: "3" },
    ],
    [cloud("ssh_pwauth: false"), { PasswordAuthentication: "no" }],
    [cloud("ssh_pwauth: no"), { PasswordAuthentication: "no" }],
    [cloud("ssh_pwauth: 0"), { PasswordAuthentication: "no" }],
    [cloud("ssh_pwauth: yes"), { PasswordAuthentication: "yes" }],
    [cloud("ssh_pwauth: 1"), { PasswordAuthentication: "yes" }],
    [cloud("ssh_pwauth: unchanged"), {}],
    [cloud("ssh_pwauth:"), {}],
    [
      cloud(`runcmd:\n  - echo "PermitRootLogin no" >> ${CONF}\n  - [sh, -c, 'echo "MaxAuthTries 3" >> ${CONF}']`),
      { ...NO_ROOT, MaxAuthTries: "3" },
    ],
    [cloud(`runcmd:\n  - [echo, "it's", ">", ${CONF}]\n  - 5\n  - {a: b}`), {}],
    [
      cloud(
        `bootcmd:\n  - echo "PermitRootLogin no" > ${CONF}\nwrite_files:\n  - {path: ${CONF}, content: MaxAuthTries 3}`,
      ),
      { MaxAuthTries: "3" },
    ],
    [
      cloud(
        `runcmd:\n  - echo "PermitRootLogin no" > ${CONF}\nwrite_files:\n  - {path: ${CONF}, content: MaxAuthTries 3}`,
      ),
      NO_ROOT,
    ],
    [
      cloud(
        `runcmd:\n  - bash /opt/x.sh\nwrite_files:\n  - {path: /opt/x.sh, content: "echo MaxAuthTries 3 >> ${CONF}", defer: true}`,
      ),
      { MaxAuthTries: "3" },
    ],
    [
      cloud(`runcmd:\n${"  - ls\n".repeat(200)}  - cd /etc/ssh\n  - V=3\n  - echo "MaxAuthTries $V" >> sshd_config`),
      { MaxAuthTries: "3" },
    ],
    [cloud(`runcmd:\n  - exit 0\n  - echo "MaxAuthTries 3" >> ${CONF}`), {}],
    [cloud(`bootcmd:\n  - cd /etc/ssh\nruncmd:\n  - echo "MaxAuthTries 3" >> sshd_config`), {}],
    [cloud("write_files: [1, {path: 5}, {path: /x, content: 5}]\nruncmd: yes"), {}],
  ])("%s", (text, expected) => {
    expect(sshd(text)).toEqual(expected);
  });

  it("says that it is broken", () => {
    expect(setup(cloud("a: [")).hasBrokenConfig).toBe(true);
    expect(setup(cloud("just text")).hasBrokenConfig).toBe(true);
    expect(setup(cloud("")).hasBrokenConfig).toBe(false);
    expect(setup(cloud("a: 1")).hasBrokenConfig).toBe(false);
  });
});

describe("archives", () => {
  const mime = (...parts: string[]): string =>
    `MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="//"\n\n${parts.map((part) => `--//\n${part}\n`).join("")}--//--\nrest\n--//\n#!/bin/sh\necho "MaxAuthTries 9" > ${CONF}\n`;
  const part = (type: string, body: string, more = ""): string =>
    `Content-Type: ${type}; charset="us-ascii"\n${more}\n${body}`;
  const write = `#!/bin/sh\necho "PermitRootLogin no" >> ${CONF}`;

  it.each<[string, string, Record<string, string>]>([
    ["a script", mime(part("text/x-shellscript", write)), NO_ROOT],
    ["a script of no type", mime(part("text/plain", write)), NO_ROOT],
    ["a part without headers", mime(`\n${write}`), NO_ROOT],
    ["a script as cloud-config", mime(part("text/cloud-config", write)), {}],
    [
      "two parts",
      mime(part("text/cloud-config", "ssh_pwauth: no"), part("text/x-shellscript", write)),
      { ...NO_ROOT, PasswordAuthentication: "no" },
    ],
    [
      "base64",
      mime(part("text/x-shellscript", Buffer.from(write).toString("base64"), "Content-Transfer-Encoding: base64\n")),
      NO_ROOT,
    ],
    [
      "quoted-printable",
      mime(
        part(
          "text/x-shellscript",
          write.replaceAll("=", "=3D").replace("Root", "=52o=\not"),
          "Content-Transfer-Encoding: quoted-printable\n",
        ),
      ),
      NO_ROOT,
    ],
    ["a message of one part", part("text/x-shellscript", write), NO_ROOT],
    ["an archive in an archive", mime(mime(part("text/x-shellscript", write)).replaceAll("//", "==")), NO_ROOT],
    ["CR LF", mime(part("text/x-shellscript", write)).replaceAll("\n", "\r\n"), NO_ROOT],
    [
      "a cloud-config-archive",
      `#cloud-config-archive\n- type: text/cloud-config\n  content: "ssh_pwauth: no"\n- |\n  ${write.replaceAll("\n", "\n  ")}\n- 5\n- {content: 5, type: 6}`,
      { ...NO_ROOT, PasswordAuthentication: "no" },
    ],
    ["a broken cloud-config-archive", "#cloud-config-archive\na: [", {}],
    [
      "a boothook before the rest",
      mime(
        part("text/x-shellscript", write),
        part("text/cloud-boothook", `#cloud-boothook\necho "PermitRootLogin yes" > ${CONF}`),
      ),
      { PermitRootLogin: "yes" },
    ],
    [
      "scripts by name",
      mime(
        part("text/x-shellscript", write, 'Content-Disposition: attachment; filename="b.sh"\n'),
        part(
          "text/x-shellscript",
          `#!/bin/sh\necho "PermitRootLogin yes" > ${CONF}`,
          'Content-Disposition: attachment; filename="a.sh"\n',
        ),
      ),
      { PermitRootLogin: "yes" },
    ],
    [
      "runcmd after unnamed scripts",
      mime(
        part("text/cloud-config", `runcmd:\n - echo "PermitRootLogin yes" >> ${CONF}`),
        part("text/x-shellscript", write),
      ),
      NO_ROOT,
    ],
    [
      "later cloud-config overrules",
      mime(
        part("text/cloud-config", "runcmd:\n - echo MaxAuthTries 3 >> " + CONF),
        part("text/cloud-config", "runcmd:\n - echo MaxSessions 3 >> " + CONF),
      ),
      {},
    ],
    [
      "cloud-config that is appended",
      mime(
        part("text/cloud-config", "runcmd:\n - echo MaxAuthTries 3 >> " + CONF),
        part(
          "text/cloud-config",
          "merge_how: 'list(append)+dict()'\nssh_pwauth: no\nruncmd:\n - echo MaxSessions 3 >> " + CONF,
        ),
      ),
      { MaxAuthTries: "3", PasswordAuthentication: "no" },
    ],
  ])("%s", (_, text, expected) => {
    expect(sshd(text)).toEqual(expected);
    expect(sshd(Buffer.from(text).toString("base64"))).toEqual(expected);
    expect(sshd(gzipSync(text).toString("base64"))).toEqual(expected);
  });
});

describe("what user data is", () => {
  it.each<[string, string, string | undefined, number]>([
    ["a script", "#!/bin/bash\nls", undefined, 1],
    ["a script behind blank lines", "\n\n  #!/bin/sh\nls", undefined, 1],
    ["a script of env", "#!/usr/bin/env -S bash -e\nls", undefined, 1],
    ["a script with a byte order mark", "\uFEFF#!/bin/dash\nls", undefined, 1],
    ["Python", "#!/usr/bin/python3\nimport os", "unreadable", 0],
    ["fish", "#!/usr/bin/fish\nls", "unreadable", 0],
    ["PowerShell", "<powershell>\nls\n</powershell>", "windows", 0],
    ["a batch script", "<script>\ndir\n</script>", "windows", 0],
    ["Bottlerocket", "[settings.host-containers.admin]\nenabled = true", "other-system", 0],
    ["Ignition", '{ "ignition": {"version": "3.0.0"} }', "other-system", 0],
    ["nodeadm", "Content-Type: application/node.eks.aws\n\napiVersion: node.eks.aws/v1alpha1", "other-system", 0],
    ["an include", "#include\nhttps://example.com", "unreadable", 0],
    ["a template", "## template: jinja\n#cloud-config\na: {{ b }}", "unreadable", 0],
    ["a part handler", "#part-handler\nx", "unreadable", 0],
    ["text", "echo hello", undefined, 0],
    ["blanks", "  \n ", undefined, 0],
    ["binary", "#!/bin/sh\n\0\0", "unreadable", 0],
    ["broken gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 1]).toString("base64"), "unreadable", 0],
    ["a zip bomb", gzipSync("#!/bin/sh\n" + "a".repeat(30_000_000)).toString("base64"), "unreadable", 0],
    ["5 MB", `#!/bin/sh\n${"a".repeat(5_000_000)}`, "unreadable", 0],
    ["more than is read", `#!/bin/sh\n${"a".repeat(262_144)}`, "unreadable", 0],
    ["as much as is read", `#!/bin/sh\n${"a".repeat(262_134)}`, undefined, 1],
    ["an archive without an end", 'Content-Type: multipart/mixed; boundary="x"\n\n--x\n#!/bin/sh\nls', undefined, 1],
    ["an archive without parts", 'Content-Type: multipart/mixed; boundary="x"', undefined, 0],
    ["a header without a body", "MIME-Version: 1.0", undefined, 0],
  ])("%s", (_, text, foreign, parts) => {
    const found = read(text);
    expect({ foreign: found.foreign, parts: found.parts.length }).toEqual({ foreign, parts });
  });

  it("is not unpacked without end", () => {
    expect(read("Content-Type: text/plain\n\n".repeat(4) + "#!/bin/sh\nls").parts).toHaveLength(1);
    expect(read("Content-Type: text/plain\n\n".repeat(5) + "#!/bin/sh\nls").parts).toHaveLength(0);
  });

  it("is not known from its hash or behind a secret", () => {
    expect(() => read("da39a3ee5e6b4b0d3255bfef95601890afd80709")).toThrow(Undecided);
    expect(() => read("[secret]")).toThrow(Undecided);
    expect(read(undefined).parts).toEqual([]);
  });

  it("is ignored when it begins like nothing that cloud-init knows", () => {
    expect(read("echo hello").hasIgnored).toBe(true);
    expect(read(" ").hasIgnored).toBe(false);
    expect(read("#!/bin/sh\nls").hasIgnored).toBe(false);
  });
});

describe("automatic updates", () => {
  const DNF = "dnf install -y dnf-automatic\n";
  const APPLY = "sed -i 's/apply_updates = no/apply_updates = yes/' /etc/dnf/automatic.conf\n";
  const TIMER = "systemctl enable dnf-automatic.timer\n";
  const APT20 = "/etc/apt/apt.conf.d/20auto-upgrades";

  it.each([
    DNF + APPLY + TIMER,
    DNF + APPLY + "sudo systemctl enable --now dnf-automatic.timer",
    DNF + "sed -i 's/^apply_updates.*/apply_updates=true/' /etc/dnf/automatic.conf\n" + TIMER,
    DNF + "printf '[commands]\\napply_updates = 1\\n' > /etc/dnf/automatic.conf\n" + TIMER,
    DNF + "curl -o /etc/dnf/automatic.conf https://example.com\n" + TIMER,
    DNF + "systemctl enable dnf-automatic-install.timer",
    "yum -y install dnf-automatic-4.14 && systemctl reenable dnf-automatic-install.timer",
    "microdnf install -y dnf-automatic; systemctl mask dnf-automatic-install.timer; systemctl unmask dnf-automatic-install.timer; systemctl enable dnf-automatic-install.timer",
    "yes | dnf install dnf-automatic; systemctl enable dnf-automatic-install.timer",
    "apt-get install -y unattended-upgrades",
    "DEBIAN_FRONTEND=noninteractive apt-get -qq install unattended-upgrades",
    "apt install --yes unattended-upgrades=2.9",
    "apt-get -o APT::Get::Assume-Yes=true install unattended-upgrades",
    "dpkg-reconfigure -plow unattended-upgrades",
    `echo 'APT::Periodic::Unattended-Upgrade "1";' > ${APT20}`,
    `apt-get install -y unattended-upgrades; echo 'APT::Periodic::Unattended-Upgrade "7";' > ${APT20}`,
    `apt-get install -y unattended-upgrades; curl -o ${APT20} https://example.com`,
    `echo 'APT::Periodic::Unattended-Upgrade "0";' > ${APT20}; echo 'APT::Periodic::Unattended-Upgrade "1";' > /etc/apt/apt.conf.d/99x`,
    "apt-get install -y unattended-upgrades; echo 'Unattended-Upgrade::Mail \"x\";' > /etc/apt/apt.conf.d/50unattended-upgrades",
  ])("are on: %s", (text) => {
    expect(missingUpdates(setup(script(text)))).toBeUndefined();
  });

  it.each([
    ["ls", /^automatic updates$/],
    ["dnf update -y", /^automatic updates$/],
    [DNF, /apply_updates = yes in .* and systemctl enable dnf-automatic\.timer/],
    [DNF + APPLY, /lacks systemctl enable dnf-automatic\.timer/],
    [DNF + TIMER, /lacks apply_updates/],
    [APPLY + DNF + TIMER, /lacks apply_updates/],
    [TIMER + DNF + APPLY, /lacks systemctl enable/],
    [DNF + APPLY + "systemctl start dnf-automatic.timer", /lacks systemctl enable/],
    [DNF + APPLY + TIMER + "systemctl disable dnf-automatic.timer", /lacks systemctl enable/],
    [DNF + APPLY + TIMER + "systemctl mask dnf-automatic.timer", /lacks systemctl enable/],
    [
      DNF + APPLY + TIMER + "sed -i 's/apply_updates = yes/apply_updates = no/' /etc/dnf/automatic.conf",
      /lacks apply_updates/,
    ],
    [DNF + "systemctl enable dnf-automatic-download.timer", /lacks/],
    [DNF + "dnf remove -y dnf-automatic", /^automatic updates$/],
    [DNF + "dnf remove dnf-automatic", /lacks/],
    ["systemctl enable dnf-automatic-install.timer", /^automatic updates$/],
    ["apt-get install -y --dry-run unattended-upgrades", /^automatic updates$/],
    ["dnf install -y --downloadonly dnf-automatic", /^automatic updates$/],
    ["dnf install dnf-automatic; systemctl enable dnf-automatic-install.timer", /add -y/],
    ["apt-get install unattended-upgrades", /add -y/],
    ["apt-get install -q unattended-upgrades", /add -y/],
    ["apt-get update -y unattended-upgrades", /^automatic updates$/],
    [`apt-get install -y unattended-upgrades; echo 'APT::Periodic::Unattended-Upgrade "0";' > ${APT20}`, /turned off/],
    ["apt-get install -y unattended-upgrades; systemctl disable --now unattended-upgrades", /turned off/],
    ["apt-get install -y unattended-upgrades; systemctl mask apt-daily-upgrade.timer", /turned off/],
    [`echo '// APT::Periodic::Unattended-Upgrade "1";' > ${APT20}`, /^automatic updates$/],
    [`echo 'APT::Periodic::Unattended-Upgrade "1";' > /etc/apt/20auto-upgrades`, /^automatic updates$/],
    ["apt-get install -y unattended-upgrades; apt-get purge -y unattended-upgrades", /^automatic updates$/],
  ])("are missing: %s", (text, expected) => {
    expect(missingUpdates(setup(script(text)))).toMatch(expected);
  });

  it.each([
    ["#cloud-config\npackages: [unattended-upgrades]", undefined],
    ["#cloud-config\npackages:\n  - [unattended-upgrades, 2.9]", undefined],
    ["#cloud-config\npackages:\n  - apt: [unattended-upgrades]", undefined],
    ["#cloud-config\npackages: [dnf-automatic]\nruncmd:\n  - systemctl enable dnf-automatic-install.timer", undefined],
    ["#cloud-config\npackages: [5]", "automatic updates"],
  ])("%s", (text, expected) => {
    expect(missingUpdates(setup(text))).toBe(expected);
  });
});

describe("fail2ban", () => {
  it.each<[string, readonly string[]]>([
    ["dnf install -y fail2ban\nsystemctl enable fail2ban", []],
    ["dnf install -y fail2ban\nsystemctl enable fail2ban.service", []],
    [
      "dnf -y install epel-release; dnf install -y https://example.com/fail2ban-1.0.2.noarch.rpm; systemctl enable --now fail2ban",
      [],
    ],
    ["amazon-linux-extras install -y fail2ban; chkconfig fail2ban on", []],
    ["yum --enablerepo epel -y install fail2ban; systemctl enable fail2ban", []],
    ["zypper -n in fail2ban; systemctl enable fail2ban", []],
    ["apt-get install -y fail2ban", []],
    ["apt-get install -y fail2ban; update-rc.d fail2ban defaults", []],
    ["apt-get install -y fail2ban; update-rc.d fail2ban enable", []],
    ["pip3 install fail2ban; systemctl enable fail2ban", []],
    ["apt-get install -y crowdsec", ["crowdsec"]],
    ["curl https://example.com | bash; systemctl enable crowdsec", ["crowdsec"]],
  ])("is on: %s", (text, replacements) => {
    expect(missingBan(setup(script(text)), replacements)).toBeUndefined();
  });

  it.each<[string, readonly string[], RegExp]>([
    ["ls", [], /^fail2ban$/],
    ["dnf install -y fail2ban", [], /not enabled: systemctl enable fail2ban/],
    ["dnf install -y fail2ban; systemctl start fail2ban", [], /not enabled/],
    ["systemctl enable fail2ban; dnf install -y fail2ban", [], /not enabled/],
    ["systemctl enable fail2ban", [], /^fail2ban$/],
    ["dnf install fail2ban; systemctl enable fail2ban", [], /add -y/],
    ["dnf install -y fail2ban; systemctl enable fail2ban; systemctl disable fail2ban", [], /not enabled/],
    ["dnf install -y fail2ban; chkconfig fail2ban off", [], /not enabled/],
    ["apt-get install -y fail2ban; systemctl mask fail2ban", [], /not enabled/],
    ["apt-get install -y fail2ban; update-rc.d fail2ban disable", [], /not enabled/],
    ["dnf install -y fail2banner; systemctl enable fail2banner", [], /^fail2ban$/],
    ["apt-get install -y crowdsec", [], /^fail2ban$/],
    ["dnf install -y crowdsec", ["crowdsec"], /crowdsec \(installed/],
    ["curl https://example.com | bash; systemctl enable crowdsec", [], /^fail2ban$/],
  ])("is missing: %s", (text, replacements, expected) => {
    expect(missingBan(setup(script(text)), replacements)).toMatch(expected);
  });
});

describe("what does not show", () => {
  it.each([
    "curl -fsSL https://example.com | bash",
    'bash -c "$(curl -fsSL https://example.com)"',
    "bash <(curl -s https://example.com)",
    "bash /opt/setup.sh",
    "/opt/setup.sh",
    "./setup.sh",
    "ansible-pull -U x",
    "python3 setup.py",
    "cfn-init -v",
    ". /opt/x",
  ])("%s", (text) => {
    expect(setup(script(text)).runsUnseen).toBe(true);
  });

  it.each(["ls", "echo ls | bash", "bash -c ls", "dnf install -y x", "cd /opt", "[ -f /x ]"])("%s shows", (text) => {
    expect(setup(script(text)).runsUnseen).toBe(false);
  });
});

describe("sshd", () => {
  it.each([
    "systemctl disable sshd",
    "systemctl disable --now sshd.service",
    "systemctl mask ssh",
    "dnf remove -y openssh-server",
    "chkconfig sshd off",
  ])("is off: %s", (text) => {
    expect(new SshdSettings(setup(script(text))).isOff).toBe(true);
  });

  it.each([
    "ls",
    "systemctl stop sshd",
    "systemctl disable sshd; systemctl enable sshd",
    "systemctl mask sshd; systemctl unmask sshd",
    "dnf remove -y openssh-server; dnf install -y openssh-server",
    "dnf remove openssh-server",
    "systemctl disable nginx",
  ])("is on: %s", (text) => {
    expect(new SshdSettings(setup(script(text))).isOff).toBe(false);
  });
});

describe("the six settings", () => {
  const unmet = (text: string): string[] =>
    unmetSettings(new SshdSettings(setup(script(`cat > ${CONF} <<E\n${text}\nE`)))).map(
      ({ requirement, setting }) => `${requirement.keyword} ${setting?.value ?? "-"}`,
    );
  const GOOD =
    "PermitRootLogin no\nPasswordAuthentication no\nPubkeyAuthentication yes\nMaxAuthTries 3\nClientAliveInterval 300\nClientAliveCountMax 2";

  it.each([
    GOOD,
    GOOD.toUpperCase(),
    GOOD.replace("Tries 3", "Tries 1").replace("Interval 300", "Interval 1").replace("Max 2", "Max 0"),
    GOOD.replace("Interval 300", "Interval 5m"),
    GOOD.replace("Interval 300", "Interval 4m60s"),
  ])("are met: %s", (text) => {
    expect(unmet(text)).toEqual([]);
  });

  it.each([
    ["PermitRootLogin no", "PermitRootLogin prohibit-password", "PermitRootLogin prohibit-password"],
    ["PasswordAuthentication no\n", "", "PasswordAuthentication -"],
    ["PubkeyAuthentication yes", "PubkeyAuthentication no", "PubkeyAuthentication no"],
    ["Tries 3", "Tries 4", "MaxAuthTries 4"],
    ["Tries 3", "Tries x3", "MaxAuthTries x3"],
    ["Interval 300", "Interval 301", "ClientAliveInterval 301"],
    ["Interval 300", "Interval 0", "ClientAliveInterval 0"],
    ["Interval 300", "Interval 1h", "ClientAliveInterval 1h"],
    ["Interval 300", "Interval 1d", "ClientAliveInterval 1d"],
    ["Interval 300", "Interval 1w", "ClientAliveInterval 1w"],
    ["Interval 300", "Interval soon", "ClientAliveInterval soon"],
    ["Max 2", "Max 3", "ClientAliveCountMax 3"],
  ])("%s becomes %s", (from, to, expected) => {
    expect(unmet(GOOD.replace(from, to))).toEqual([expected]);
  });

  it("does not count what cannot be told", () => {
    expect(unmet(GOOD.replace("PermitRootLogin no", "PermitRootLogin $X"))).toEqual([]);
  });
});

describe("an edit that relies on the default file", () => {
  const uncertain = (text: string): boolean => hasUncertainRootLogin(new SshdSettings(setup(script(text))));
  const EDIT = `sed -i 's/#PermitRootLogin yes/PermitRootLogin no/' ${CONF}`;

  it.each<[string, boolean]>([
    [EDIT, true],
    [`sed -i 's/#PermitRootLogin without-password/PermitRootLogin no/' ${CONF}`, true],
    [`sed -i '/#PermitRootLogin yes/a PermitRootLogin no' ${CONF}`, true],
    [`sed -i 's/#PermitRootLogin yes/#PermitRootLogin no/; s/#PermitRootLogin no/PermitRootLogin no/' ${CONF}`, true],
    [`${EDIT}; sed -i 's/#PermitRootLogin prohibit-password/PermitRootLogin no/' ${CONF}`, false],
    [`${EDIT}; echo 'PermitRootLogin no' >> ${CONF}`, false],
    [`sed -i 's/#PermitRootLogin yes/PermitRootLogin yes/' ${CONF}`, false],
    [`sed -i 's/#PermitRootLogin.*/PermitRootLogin no/' ${CONF}`, false],
    [`curl -o ${CONF} https://example.com`, false],
    ["ls", false],
  ])("%s", (text, expected) => {
    expect(uncertain(text)).toBe(expected);
  });

  it("is wrong where something else stands in the file for certain", () => {
    const settings = new SshdSettings(setup(script(`${EDIT}; echo 'PermitRootLogin yes' >> ${CONF}`)));
    expect(unmetSettings(settings)[0]).toMatchObject({ setting: { value: "yes" } });
  });
});
