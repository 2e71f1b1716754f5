/**
 * What a host does when it starts first: nobody signs in with a password or as root, security updates are applied
 * every night, and who guesses is locked out. A drop-in stands before the main file, where the first value counts.
 */
export const hardened = (setup: string): string => `#!/bin/bash
set -euo pipefail

cat > /etc/ssh/sshd_config.d/00-hardening.conf <<'EOF'
PermitRootLogin no
PasswordAuthentication no
PubkeyAuthentication yes
MaxAuthTries 3
ClientAliveInterval 300
ClientAliveCountMax 2
EOF
systemctl restart sshd

dnf install -y dnf-automatic fail2ban
sed -i 's/apply_updates = no/apply_updates = yes/' /etc/dnf/automatic.conf
systemctl enable --now dnf-automatic.timer
systemctl enable --now fail2ban

${setup}
`;
