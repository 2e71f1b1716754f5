import { cases } from "../../harness/cases";
import { base64, HARDENED, SHEBANG, SIX_EDITS } from "./user-data";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CONF = "/etc/ssh/sshd_config";
const [ROOT = ""] = SIX_EDITS;

export default cases("ec2-user-data-sshd-default", {
  passes: {
    "the edit matches any value": (s) => {
      const userData = `${SHEBANG}sed -i 's/^#\\?PermitRootLogin .*/PermitRootLogin no/' ${CONF}\n`;
      s.resource(INSTANCE, "web", { userData });
    },
    "a drop-in, as the fix says": (s) => {
      const userData = `${HARDENED}echo 'PermitRootLogin no' > ${CONF}.d/00-root.conf\n`;
      s.resource(INSTANCE, "web", { userData });
    },
    "the other five edits": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${SIX_EDITS.slice(1).join("")}` });
    },
    "root logins are not turned off at all": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${ROOT.replace("Login no", "Login yes")}` });
    },
    "sshd is off": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${ROOT}systemctl mask sshd\n` });
    },
    "nothing to read": (s) => {
      s.resource(INSTANCE, "web", { ami: "ami-1" });
      s.resource(INSTANCE, "windows", { userData: "<powershell>ls</powershell>" });
    },
    "a node of EKS": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${ROOT}/etc/eks/bootstrap.sh main\n` });
    },
  },
  fails: {
    "the edit of the requirement": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: HARDENED });
        s.resource(TEMPLATE, "api", { userData: base64(HARDENED) });
      },
      findings: ["web", "api"].map((resource) => ({
        resource,
        path: "userData",
        found: /^PermitRootLogin is set by an edit that searches for #PermitRootLogin yes, which/,
        fix: /sed -i 's\/\^#\\\?PermitRootLogin \.\*\/PermitRootLogin no\/' \/etc\/ssh\/sshd_config\.$/,
      })),
    },
  },
  undecided: {
    "user data is not known": (s) => {
      s.resource(INSTANCE, "web", { userData: s.unknown });
    },
  },
  malformed: {
    "no text": (s) => {
      s.resource(INSTANCE, "web", { userData: [ROOT, ROOT] });
    },
  },
});
