import { packages } from "./settings";

/**
 * What a server does when it starts: Session Manager is the only way in, security updates are applied every night until
 * a newer image takes its place, and the shop answers.
 */
export const userData = `#!/bin/bash
set -euo pipefail

systemctl mask --now sshd
dnf install -y dnf-automatic
sed -i 's/apply_updates = no/apply_updates = yes/' /etc/dnf/automatic.conf
systemctl enable --now dnf-automatic.timer

dnf install -y nodejs22
aws s3 cp s3://${packages}/shop.tar.gz /tmp/shop.tar.gz
mkdir -p /opt/shop
tar -xzf /tmp/shop.tar.gz -C /opt/shop
cp /opt/shop/shop.service /etc/systemd/system/
systemctl enable --now shop
`;
