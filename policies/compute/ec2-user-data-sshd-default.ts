import { hosts } from "../../aws/host";
import { hasUncertainRootLogin } from "../../aws/host-hardening";
import { linuxSetup, needsNoSetup } from "../../aws/linux-host";
import { SshdSettings } from "../../aws/sshd";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-user-data-sshd-default",
  category: "compute",
  requirements: ["CMP-03"],
  severity: "medium",
  level: "advisory",
  title: "Edits of sshd_config do not rely on how its default file is written",
  description: "User data hardens SSH whatever the default sshd_config of the image looks like.",
  rationale:
    "sed changes nothing, and reports nothing, when the line that it searches for is written differently: newer versions of OpenSSH have #PermitRootLogin prohibit-password.",
  fix: "Write it to a drop-in, echo 'PermitRootLogin no' > /etc/ssh/sshd_config.d/00-root.conf, or match any value, sed -i 's/^#\\?PermitRootLogin .*/PermitRootLogin no/' /etc/ssh/sshd_config.",
  references: [
    "https://github.com/openssh/openssh-portable/blob/master/sshd_config",
    "https://manpages.ubuntu.com/manpages/noble/man5/sshd_config.5.html",
  ],
  subjects: hosts,
  needs: "stack-only",
  check(host, { report, settings, notApplicable }) {
    const linux = linuxSetup(host);
    if (!linux) {
      return notApplicable();
    }
    const sshd = new SshdSettings(linux.setup);
    if (sshd.isOff || !hasUncertainRootLogin(sshd)) {
      return;
    }
    if (needsNoSetup(host, settings)) {
      return notApplicable();
    }
    report(host.own("userData"), {
      found:
        "PermitRootLogin is set by an edit that searches for #PermitRootLogin yes, which the default sshd_config may not have.",
    });
  },
});
