import { foundational } from "../../aws/controls";
import { projects } from "../../aws/codebuild";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codebuild-source-url-credentials",
  category: "pipeline",
  requirements: ["PIP-10"],
  severity: "medium",
  level: "advisory",
  title: "Source URLs hold no credentials",
  description: "The URL of a CodeBuild project's source has no user name, password or token in it.",
  rationale: "The URL is shown in the console, in the log of every build and to every command of the build.",
  fix: "Write the URL without them (https://host/owner/repository.git), and add an aws.codebuild.SourceCredential or an auth with a CodeConnections connection.",
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    "https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-source-repo-url-check.html",
  ],
  controls: foundational("CodeBuild.1"),
  subjects: projects,
  needs: "resource",
  check(project, { report, each }) {
    each(project.sources, (source) => {
      const at = source.at("location");
      const credentials = /^\w+:\/\/([^/?#@\s]*)@/.exec(at.string() ?? "")?.[1];
      if (credentials !== undefined && isCredential(credentials)) {
        report(at, { found: "The source URL has a credential before the host name." });
      }
    });
  },
});

/** A user name alone is none, unless it is long enough to be a token, as source hosts accept it there. */
function isCredential(userInfo: string): boolean {
  const colon = userInfo.indexOf(":");
  const [user, password] = colon < 0 ? [userInfo, ""] : [userInfo.slice(0, colon), userInfo.slice(colon + 1)];
  return password !== "" || (user.length >= 20 && /\d/.test(user));
}
