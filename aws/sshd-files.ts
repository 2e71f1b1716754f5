import type { Line } from "./sed";

export const SSHD_CONFIG = "/etc/ssh/sshd_config";
export const SSHD_DROP_INS = "/etc/ssh/sshd_config.d";

/**
 * The default file as far as the settings at hand go. OpenSSH writes its defaults as comments
 * (https://github.com/openssh/openssh-portable/blob/master/sshd_config); Amazon Linux 2023, Fedora and the Debian family
 * put the Include first (https://manpages.ubuntu.com/manpages/noble/man5/sshd_config.5.html).
 */
const DEFAULT_LINES = [
  `Include ${SSHD_DROP_INS}/*.conf`,
  "#LoginGraceTime 2m",
  "#PermitRootLogin prohibit-password",
  "#StrictModes yes",
  "#MaxAuthTries 6",
  "#MaxSessions 10",
  "#PubkeyAuthentication yes",
  "#PasswordAuthentication yes",
  "#PermitEmptyPasswords no",
  "#ClientAliveInterval 0",
  "#ClientAliveCountMax 3",
  "UsePAM yes",
];

/** Lines that are there in the default files of some systems only: what older versions of OpenSSH write. */
const GUESSED_LINES = ["#PermitRootLogin yes", "#PermitRootLogin without-password"];

const [FIRST = "", ...REST] = DEFAULT_LINES;

function line(text: string, isGuess: boolean): Line {
  return { text, isGuess, isFromGuess: false };
}

/** Guesses stand between, so that the first and the last line are certain. */
export const SSHD_DEFAULT: readonly Line[] = [
  line(FIRST, false),
  ...GUESSED_LINES.map((text) => line(text, true)),
  ...REST.map((text) => line(text, false)),
];
