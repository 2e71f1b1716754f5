import { installsDependencies, installsPulumi, isWrapper } from "../../aws/build-steps";
import type { Buildspec, PhaseCommand, PhaseName } from "../../aws/buildspec";
import { isPulumiImage, projectOf, projects, runsPulumi, type ProjectView } from "../../aws/codebuild";
import { demandKnownActions, pipelinesRunning, type ActionView } from "../../aws/pipeline";
import { isConfiguring, isRun, pulumiCall } from "../../aws/pulumi-command";
import { commandsIn, effective, type ShellCommand, type Swallowed } from "../../aws/shell";
import { definePolicy, oneOf, some, Undecided, type CheckContext, type Graph } from "../../core";

const REQUIRED_PHASES = ["install", "pre_build", "build"] as const;

const options = {
  placement: oneOf(["phase", "anywhere"], {
    default: "phase",
    description:
      "Where installing and configuring is looked for: in the phases install and pre_build, or anywhere in the buildspec.",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "codebuild-pulumi-buildspec",
  category: "pipeline",
  requirements: ["PIP-02"],
  severity: "medium",
  level: "mandatory",
  title: "Builds that run Pulumi install, configure, preview and deploy",
  description:
    "The buildspec of a project that runs Pulumi installs it, configures the stack, and runs pulumi preview and pulumi up.",
  rationale:
    "A build that only prints its commands, or goes on when they fail, is green and deploys nothing; one without a preview shows nobody what it is about to change.",
  fix: 'Give the buildspec phases such as install: ["curl -fsSL https://get.pulumi.com | sh", "npm ci"], pre_build: ["pulumi login", "pulumi stack select dev"], build: ["pulumi preview", "pulumi up --yes"].',
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    "https://www.pulumi.com/docs/iac/cli/commands/pulumi_login/",
  ],
  options,
  subjects: projects,
  needs: "stack",
  check(project, context) {
    const { graph, settings, each } = context;
    if (!runsPulumi(project, graph, settings)) {
      return;
    }
    const spec = project.buildspec;
    // What CodeBuild would refuse is another policy's finding; what a script may hold cannot be seen.
    if (!spec || spec.isBatch || spec.problems.length > 0 || counting(spec).some(isWrapper)) {
      return;
    }
    each([checkPhases, checkInstall, checkConfiguration, checkPreview, checkUp], (check) =>
      check(project, spec, context),
    );
  },
});

function checkPhases(project: ProjectView, spec: Buildspec, { report }: Context): void {
  for (const name of REQUIRED_PHASES) {
    const phase = spec.phase(name);
    if (!hasCommands(spec, name)) {
      report(phase?.at ?? project.buildspecAt, {
        found: phase ? `The phase ${name} has no commands.` : `The buildspec has no phase ${name}.`,
        key: `phase:${name}`,
      });
    }
  }
}

function checkInstall(project: ProjectView, spec: Buildspec, { report, options: { placement } }: Context): void {
  const at = spec.phase("install")?.at;
  if (!at || !hasCommands(spec, "install")) {
    return;
  }
  const commands = counting(spec, placement === "phase" ? "install" : undefined);
  const image = project.image.string() ?? "";
  if (!isPulumiImage(image) && !commands.some(installsPulumi)) {
    report(at, {
      found: "The phase install does not install Pulumi, and the image does not bring it.",
      fix: 'Add "curl -fsSL https://get.pulumi.com | sh" and "export PATH=$PATH:$HOME/.pulumi/bin" to the commands of install, or use an image pulumi/pulumi-*.',
      key: "install:pulumi",
    });
  }
  if (!needsNoInstall(spec, image) && !commands.some(installsDependencies)) {
    report(at, {
      found: "The phase install does not install the dependencies of the Pulumi program.",
      fix: 'Add what the program\'s language needs to the commands of install: "npm ci", "pip install -r requirements.txt", "pulumi install".',
      key: "install:dependencies",
    });
  }
}

function checkConfiguration(_: ProjectView, spec: Buildspec, { report, options: { placement } }: Context): void {
  const at = spec.phase("pre_build")?.at;
  const commands = counting(spec, placement === "phase" ? "pre_build" : undefined);
  if (!at || !hasCommands(spec, "pre_build") || calls(commands).some(isConfiguring)) {
    return;
  }
  report(at, {
    found: "The phase pre_build neither logs in (pulumi login) nor selects or configures a stack.",
    fix: 'Add "pulumi login" and "pulumi stack select <stack>" to the commands of pre_build.',
    key: "pre_build:configure",
  });
}

function checkPreview(project: ProjectView, spec: Buildspec, context: Context): void {
  checkCall("preview", project, spec, context);
}

function checkUp(project: ProjectView, spec: Buildspec, context: Context): void {
  checkCall("up", project, spec, context);
}

/** Reports when neither this project nor another one of its pipelines makes the call. */
function checkCall(name: "preview" | "up", project: ProjectView, spec: Buildspec, { report, graph }: Context): void {
  if (makes(counting(spec), name) || someOtherMakes(name, project, graph)) {
    return;
  }
  const key = `run:${name}`;
  const inert = spec.commands.find((one) => !one.counts && makes([one.command], name));
  if (inert) {
    return report(inert.at, { ...inertCall(name, inert), key });
  }
  report(spec.phase("build")?.at ?? project.buildspecAt, {
    found: `No command of this project, or of another one in its pipeline, runs pulumi ${name}.`,
    fix: `Add "pulumi ${name}${name === "up" ? " --yes" : ""}" to the commands of build.`,
    key,
  });
}

/** What is wrong with a call that is there and has no effect on the build. */
function inertCall(name: "preview" | "up", { command, phase }: PhaseCommand): { found: string; fix: string } {
  if (command.swallowed === "unreached") {
    return {
      found: `pulumi ${name} never runs: it stands behind exit, or behind a condition that never holds.`,
      fix: `Move "pulumi ${name}" to where it runs.`,
    };
  }
  if (command.swallowed === undefined && !phase.continuesOnFailure) {
    return {
      found: `pulumi ${name} stands in the function ${command.definedIn?.slice(0, 40) ?? ""}, and nothing calls it so that its failure fails the build.`,
      fix: `Call the function, without "|| true", or write "pulumi ${name}" itself into the commands of build.`,
    };
  }
  const reason =
    command.swallowed === undefined ? `the phase ${phase.name} has on-failure CONTINUE` : REASONS[command.swallowed];
  return {
    found: `pulumi ${name} runs, but its failure does not fail the build: ${reason}.`,
    fix: `Let the build fail when "pulumi ${name}" fails: no "|| true", no on-failure CONTINUE, "set -o pipefail" (with env.shell bash) before a pipe.`,
  };
}

const REASONS: Readonly<Record<Exclude<Swallowed, "unreached">, string>> = {
  handled: "|| and a command that always succeeds follow it",
  piped: "it is piped into another command without pipefail",
  background: "it runs in the background",
  overruled: "the script ends with success whatever happens",
  condition: "it is the condition of an if that goes on when it fails",
};

function someOtherMakes(name: "preview" | "up", project: ProjectView, graph: Graph): boolean {
  const actions = pipelinesRunning(project.resource, graph).flatMap((pipeline) => pipeline.actions);
  if (some(actions, (action) => mayMake(name, project, action))) {
    return true;
  }
  demandKnownActions(graph);
  return false;
}

/** Whether an action makes the call, or does something that cannot be seen. */
function mayMake(name: "preview" | "up", project: ProjectView, action: ActionView): boolean {
  const own = action.at.at("commands").strings();
  if (own.length > 0) {
    const commands = [...effective(commandsIn(own.join("\n")))];
    return makes(commands, name) || commands.some(isWrapper);
  }
  if (!action.isCodeBuild) {
    return false;
  }
  const link = action.project;
  if (link.kind !== "inside") {
    return link.kind === "outside";
  }
  const makesIt = some(link.resources, (resource) => {
    const spec = resource === project.resource ? undefined : projectOf(resource).buildspec;
    if (!spec) {
      return resource !== project.resource;
    }
    const commands = counting(spec);
    return makes(commands, name) || commands.some(isWrapper);
  });
  // While the name is not known, the projects that the pipeline depends on may be those of its other actions.
  if (!makesIt && action.configuration("ProjectName").isUnknown) {
    throw new Undecided("which project an action starts");
  }
  return makesIt;
}

/** Commands whose failure fails the build, of one phase or all. */
function counting(spec: Buildspec, phase?: PhaseName): ShellCommand[] {
  return spec.commands
    .filter((one) => one.counts && (phase === undefined || one.phase.name === phase))
    .map(({ command }) => command);
}

function calls(commands: readonly ShellCommand[]) {
  return commands.flatMap((command) => pulumiCall(command) ?? []);
}

function makes(commands: readonly ShellCommand[], name: string): boolean {
  return calls(commands).some((call) => isRun(call, name));
}

function hasCommands(spec: Buildspec, name: PhaseName): boolean {
  return (spec.phase(name)?.lines ?? []).some(({ text }) => text.trim() !== "");
}

/** Languages whose own build fetches the dependencies when pulumi runs the program. */
function needsNoInstall(spec: Buildspec, image: string): boolean {
  const runtimes = spec.runtimes;
  const fetches = runtimes.some((one) => ["golang", "dotnet", "java"].includes(one));
  const needs = runtimes.some((one) => ["nodejs", "python"].includes(one));
  return (fetches && !needs) || /pulumi\/pulumi-(go|dotnet|java)/.test(image);
}
