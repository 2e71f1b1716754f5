/** User data of the cases. */

export const SHEBANG = "#!/bin/bash\nset -euxo pipefail\n";

const CONF = "/etc/ssh/sshd_config";

/** The six edits as the requirement has them. */
export const SIX_EDITS = [
  ["PermitRootLogin yes", "PermitRootLogin no"],
  ["PasswordAuthentication yes", "PasswordAuthentication no"],
  ["PubkeyAuthentication yes", "PubkeyAuthentication yes"],
  ["MaxAuthTries 6", "MaxAuthTries 3"],
  ["ClientAliveInterval 0", "ClientAliveInterval 300"],
  ["ClientAliveCountMax 3", "ClientAliveCountMax 2"],
].map(([from = "", to = ""]) => `sed -i 's/#${from}/${to}/' ${CONF}\n`);

export const UPDATES = [
  "dnf install -y dnf-automatic\n",
  "sed -i 's/apply_updates = no/apply_updates = yes/' /etc/dnf/automatic.conf\n",
  "systemctl enable dnf-automatic.timer\n",
];

export const FAIL2BAN = "dnf install -y fail2ban\nsystemctl enable fail2ban\nsystemctl start fail2ban\n";

export const SSH = SIX_EDITS.join("");

/** All that is asked for. */
export const HARDENED = `${SHEBANG}${SSH}${UPDATES.join("")}${FAIL2BAN}`;

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
