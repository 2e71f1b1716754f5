import { matchesGlob, whenKnown, type Settings } from "../core";
import { imageName } from "./amazon-linux";
import type { HostView } from "./host";
import { setupOf, type HostSetup } from "./host-setup";
import { readUserData, type UserData } from "./user-data";

/**
 * Public parameters of images that are no Linux that user data sets up: Windows, macOS, Bottlerocket.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 * https://github.com/bottlerocket-os/bottlerocket/blob/develop/QUICKSTART-ECS.md
 */
const OTHER_SYSTEMS = /\/aws\/service\/(?:ami-windows|ec2-macos|bottlerocket\/)/;

/** Whether nobody sets the host up by user data: nodes of clusters, other systems, images that are hardened already. */
export function needsNoSetup(host: HostView, { hardenedImages }: Settings): boolean {
  const { image } = host;
  if (image !== "outside" && (hardenedImages.length > 0 || !image.isUnknown)) {
    const text = image.string() ?? "";
    const name = imageName(text);
    if (OTHER_SYSTEMS.test(text) || hardenedImages.some((one) => matchesGlob(text, one) || matchesGlob(name, one))) {
      return true;
    }
  }
  return host.inputs.at("getPasswordData").boolean() === true || host.isOfCluster;
}

/** User data of a Linux host that can be read, and what it does. */
export interface LinuxSetup {
  readonly userData: UserData;
  readonly setup: HostSetup;
}

/**
 * What the user data that a host names itself does; `undefined` when it names none, or none that can be read.
 * Throws `Undecided` when it is not known.
 */
export function linuxSetup(host: HostView): LinuxSetup | undefined {
  const value = host.own("userData");
  if (!value.isPresent || value.string() === undefined) {
    return undefined;
  }
  const userData = readUserData(value);
  return userData.foreign === undefined ? { userData, setup: setupOf(userData) } : undefined;
}

/** Whether no user data sets the host up. A template of another stack may, and those who use a template may bring their own. */
export function lacksUserData(host: HostView): boolean {
  if (host.own("userData").isPresent) {
    return false;
  }
  if (host.kind === "instance") {
    return host.template === "none";
  }
  const users = host.kind === "template" ? host.uses.map(({ user }) => user) : [];
  return users.length === 0 || users.some((user) => user.at("userData").isAbsent && user.at("userDataBase64").isAbsent);
}

/** Whether an image is of Amazon Linux 2023, as far as its name tells. */
export function isAmazonLinux2023({ image }: HostView): boolean {
  const text = image === "outside" ? undefined : whenKnown(() => image.string());
  return /\bal2023\b|amazon-linux-2023/.test(text ?? "");
}
