/** What hardens a Linux host: settings of sshd, automatic updates, fail2ban. */
import { posix } from "node:path";
import { Undecided } from "../core";
import { APT_CONF, DNF_AUTOMATIC, type FileContent, type HostSetup } from "./host-setup";
import { secondsIn, type SshdKeyword, type SshdSetting, type SshdSettings } from "./sshd";

interface Requirement {
  readonly keyword: SshdKeyword;
  /** What it must be, in words and as it is written. */
  readonly wanted: string;
  readonly example: string;
  readonly holds: (value: string) => boolean;
}

function is(wanted: string): Pick<Requirement, "wanted" | "example" | "holds"> {
  return { wanted, example: wanted, holds: (value) => value.toLowerCase() === wanted };
}

function isAtMost(limit: number): Pick<Requirement, "wanted" | "example" | "holds"> {
  return {
    wanted: `at most ${limit}`,
    example: `${limit}`,
    holds: (value) => /^\d+$/.test(value) && Number(value) <= limit,
  };
}

export const SSHD_REQUIREMENTS: readonly Requirement[] = [
  { keyword: "PermitRootLogin", ...is("no") },
  { keyword: "PasswordAuthentication", ...is("no") },
  { keyword: "PubkeyAuthentication", ...is("yes") },
  { keyword: "MaxAuthTries", ...isAtMost(3) },
  {
    keyword: "ClientAliveInterval",
    wanted: "1 to 300 seconds",
    example: "300",
    holds: (value) => {
      const seconds = secondsIn(value) ?? 0;
      return seconds > 0 && seconds <= 300;
    },
  },
  { keyword: "ClientAliveCountMax", ...isAtMost(2) },
];

/** A requirement that the settings do not meet, and what is set instead. */
export interface Unmet {
  readonly requirement: Requirement;
  readonly setting: SshdSetting | undefined;
}

/** What sshd would use against the requirements; those that cannot be told are left out. */
export function unmetSettings(settings: SshdSettings): Unmet[] {
  return SSHD_REQUIREMENTS.flatMap((requirement) => {
    const { keyword, holds } = requirement;
    // Where an edit finds its line, and where it does not.
    const found = [told(() => settings.get(keyword)), told(() => settings.getCertain(keyword))];
    const wrong = found.find((one) => one !== undefined && one !== "unknown" && !holds(one.value));
    const setting = wrong ?? found[0];
    return setting === "unknown" || (setting && setting !== wrong) ? [] : [{ requirement, setting }];
  });
}

/** Whether root logins are only turned off where the default file has the line that an edit searches for. */
export function hasUncertainRootLogin(settings: SshdSettings): boolean {
  const setting = told(() => settings.get("PermitRootLogin"));
  return setting !== "unknown" && setting?.value === "no" && settings.getCertain("PermitRootLogin") === undefined;
}

function told<T>(read: () => T): T | "unknown" {
  try {
    return read();
  } catch (error) {
    if (error instanceof Undecided) {
      return "unknown";
    }
    throw error;
  }
}

/** What is missing for automatic updates, as a sentence part; `undefined` when they are on or that cannot be told. */
export function missingUpdates(setup: HostSetup): string | undefined {
  if (setup.starts("dnf-automatic-install.timer")) {
    return undefined;
  }
  if (setup.has("dnf-automatic")) {
    return missingOfDnf(setup);
  }
  const apt = aptSetting(setup);
  if (apt === "unknown" || (apt === "1" && isAptRunning(setup))) {
    return undefined;
  }
  if (setup.has("unattended-upgrades")) {
    return apt !== undefined || !isAptRunning(setup)
      ? "automatic updates (unattended-upgrades is turned off)"
      : undefined;
  }
  const asked = [...setup.asked].some((name) => /^(?:dnf-automatic|unattended-upgrades)/.test(name));
  return asked ? "automatic updates (the package manager asks before it installs them; add -y)" : "automatic updates";
}

function missingOfDnf(setup: HostSetup): string | undefined {
  const content = setup.file(DNF_AUTOMATIC);
  if (content === "unknown") {
    return undefined;
  }
  const missing = [
    ...(isOn(lastSetting(content, /^\s*apply_updates\s*[=:]\s*(\S+)/))
      ? []
      : [`apply_updates = yes in ${DNF_AUTOMATIC}`]),
    ...(setup.starts("dnf-automatic.timer") ? [] : ["systemctl enable dnf-automatic.timer"]),
  ];
  return missing.length === 0 ? undefined : `automatic updates (dnf-automatic lacks ${missing.join(" and ")})`;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(?:yes|true|on|1)$/i.test(value);
}

/** The last value that a pattern finds in the lines of a file. */
function lastSetting(content: FileContent | undefined, pattern: RegExp): string | undefined {
  const lines = content === undefined || content === "unknown" ? [] : content;
  return lines.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []).at(-1);
}

/** What the files of apt say, the last one by name: https://manpages.debian.org/stable/apt/apt.conf.5.en.html */
function aptSetting(setup: HostSetup): string | undefined {
  const names = [...setup.files.keys()].filter((name) => posix.dirname(name) === APT_CONF).sort();
  const contents = names.map((name) => setup.files.get(name));
  if (contents.includes("unknown")) {
    return "unknown";
  }
  const pattern = /^\s*APT::Periodic::Unattended-Upgrade\s+"([^"]*)"/i;
  const value = contents.flatMap((content) => lastSetting(content, pattern) ?? []).at(-1);
  return value === undefined || value === "0" ? value : "1";
}

function isAptRunning(setup: HostSetup): boolean {
  return !["unattended-upgrades", "apt-daily-upgrade.timer"].some((unit) => setup.stops(unit));
}

/** What is missing for fail2ban or one of its replacements, as a sentence part. */
export function missingBan(setup: HostSetup, replacements: readonly string[]): string | undefined {
  const accepted = ["fail2ban", ...replacements];
  if (accepted.some((name) => setup.has(name) && isEnabled(setup, name))) {
    return undefined;
  }
  // What stands for it may have come with an installer of its own.
  if (replacements.some((name) => setup.starts(name))) {
    return undefined;
  }
  const installed = accepted.find((name) => setup.has(name));
  if (installed !== undefined) {
    return `${installed} (installed, but not enabled: systemctl enable ${installed})`;
  }
  return setup.asked.has("fail2ban") ? "fail2ban (the package manager asks before it installs it; add -y)" : "fail2ban";
}

/** Packages of the Debian family enable their units themselves; which family it is may not show. */
function isEnabled(setup: HostSetup, name: string): boolean {
  return setup.starts(name) || (setup.family !== "fedora" && !setup.stops(name));
}
