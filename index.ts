import "./core/fast-start";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { extend } from "./library";

/** The README of the package stands beside `dist`; Pulumi Cloud shows it. */
function readme(): string {
  try {
    return readFileSync(join(__dirname, "..", "README.md"), "utf8");
  } catch {
    return "";
  }
}

new PolicyPack("aws-security-baseline", {
  displayName: "AWS security baseline",
  description: "Finds what is wrong with AWS infrastructure at preview and says how to fix it.",
  provider: "AWS",
  tags: ["aws", "security"],
  readme: readme(),
  policies: extend([]),
});
