import { hosts } from "../../aws/host";
import { missingBan, missingUpdates, SSHD_REQUIREMENTS, unmetSettings, type Unmet } from "../../aws/host-hardening";
import type { HostSetup } from "../../aws/host-setup";
import { isAmazonLinux2023, linuxSetup, needsNoSetup, type LinuxSetup } from "../../aws/linux-host";
import { isPatched } from "../../aws/patching";
import { SshdSettings } from "../../aws/sshd";
import { definePolicy, texts } from "../../core";

interface Missing {
  readonly settings: readonly Unmet[];
  readonly updates: string | undefined;
  readonly ban: string | undefined;
}

export default definePolicy({
  name: "ec2-user-data-hardening",
  category: "compute",
  requirements: ["CMP-03"],
  severity: "medium",
  level: "mandatory",
  title: "User data hardens SSH, turns on security updates and fail2ban",
  description: "User data of Linux hosts hardens SSH, turns on automatic security updates and enables fail2ban.",
  rationale:
    "A host keeps what it was started with: password logins that are tried day and night, and packages whose holes are published.",
  fix: "Harden SSH in a drop-in of /etc/ssh/sshd_config.d, and install and enable dnf-automatic (or unattended-upgrades) and fail2ban.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    "https://manpages.ubuntu.com/manpages/noble/man5/sshd_config.5.html",
    "https://man7.org/linux/man-pages/man8/dnf-automatic.8.html",
    "https://wiki.debian.org/UnattendedUpgrades",
    "https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html",
  ],
  options: {
    fail2banReplacements: texts({
      default: [],
      description: "Packages or services that are accepted in place of fail2ban, such as crowdsec or sshguard.",
    }),
  },
  subjects: hosts,
  needs: "stack-only",
  check(host, { report, options, settings, stack, notApplicable }) {
    const linux = linuxSetup(host);
    if (!linux) {
      return notApplicable();
    }
    const missing = missingIn(linux.setup, options.fail2banReplacements);
    if (isNothing(missing)) {
      return;
    }
    if (needsNoSetup(host, settings)) {
      return notApplicable();
    }
    const left = missing.updates !== undefined && isPatched(host, stack) ? { ...missing, updates: undefined } : missing;
    if (isNothing(left)) {
      return;
    }
    const isDnf = linux.setup.family !== "debian" && (isAmazonLinux2023(host) || linux.setup.family === "fedora");
    report(host.own("userData"), {
      found: `Missing: ${listed(left).join("; ")}.${remarks(linux)}`,
      fix: `${fixes(left, linux)}${isDnf ? `${left.ban === undefined ? "" : SUPPLEMENTARY_PACKAGES}${LOCKED_RELEASES}` : ""}`,
    });
  },
});

/** With sshd off nothing is left that fail2ban would watch. */
function missingIn(setup: HostSetup, replacements: readonly string[]): Missing {
  const sshd = new SshdSettings(setup);
  return {
    settings: sshd.isOff ? [] : unmetSettings(sshd),
    updates: missingUpdates(setup),
    ban: sshd.isOff ? undefined : missingBan(setup, replacements),
  };
}

function isNothing({ settings, updates, ban }: Missing): boolean {
  return settings.length === 0 && updates === undefined && ban === undefined;
}

function listed({ settings, updates, ban }: Missing): string[] {
  return [...settings.map(told), ...[updates, ban].filter((one) => one !== undefined)];
}

/** A setting that is not met; a value that is no plain word is not shown. */
function told({ requirement: { keyword, wanted }, setting }: Unmet): string {
  if (!setting) {
    return `${keyword} ${wanted} (not set)`;
  }
  const value = /^[\w-]{1,20}$/.test(setting.value) ? `"${setting.value}"` : "something else";
  return `${keyword} ${wanted} (${setting.file} makes it ${value})`;
}

function remarks({ userData, setup }: LinuxSetup): string {
  if (setup.hasBrokenConfig) {
    return " Its cloud-config is not valid YAML, so cloud-init leaves it out.";
  }
  if (userData.parts.length === 0) {
    return " It begins with neither #! nor #cloud-config, so cloud-init does not run it.";
  }
  return setup.runsUnseen ? " What the scripts do that it fetches or calls does not show here." : "";
}

function fixes({ settings, updates, ban }: Missing, { userData, setup }: LinuxSetup): string {
  const { family } = setup;
  const install = family === "debian" ? "apt-get install -y" : "dnf install -y";
  const lines = SSHD_REQUIREMENTS.filter((one) => settings.some(({ requirement }) => requirement === one));
  const readsDropIns = new SshdSettings(setup).readsDropIns;
  const written = lines.map(({ keyword, example }) => `'${keyword} ${example}'`).join(" ");
  const commands = [
    ...(written === "" || !readsDropIns
      ? []
      : [`printf '%s\\n' ${written} > /etc/ssh/sshd_config.d/00-hardening.conf`]),
    ...(updates === undefined ? [] : [UPDATE_COMMANDS[family ?? "fedora"]]),
    ...(ban === undefined ? [] : [`${install} fail2ban && systemctl enable --now fail2ban`]),
  ];
  const hasScript = userData.parts.every(({ kind }) => kind !== "config");
  return [
    ...(written === "" || readsDropIns
      ? []
      : [`Its sshd_config includes no drop-ins, so begin that file with the lines ${written}.`]),
    ...(commands.length === 0 ? [] : [`Add to ${hasScript ? "the script" : "runcmd"}: ${commands.join("; ")}.`]),
  ].join(" ");
}

const UPDATE_COMMANDS = {
  debian: "apt-get install -y unattended-upgrades",
  fedora: "dnf install -y dnf-automatic && systemctl enable --now dnf-automatic-install.timer",
} as const;

/**
 * https://github.com/amazonlinux/amazon-linux-2023/issues/383 (not among its own packages),
 * https://docs.aws.amazon.com/linux/al2023/ug/configure-spal-repository.html (AWS's build of EPEL's packages); 2026-11-21
 */
const SUPPLEMENTARY_PACKAGES =
  " Amazon Linux 2023 has fail2ban in its supplementary packages at most: run dnf install -y spal-release first.";

const LOCKED_RELEASES =
  " Amazon Linux 2023 locks its releases (releasever), so dnf-automatic alone brings no new release: renew the AMI, or patch with an aws.ssm.Association of AWS-RunPatchBaseline.";
