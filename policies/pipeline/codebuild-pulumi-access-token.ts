import { PULUMI_TOKEN } from "../../aws/build-secrets";
import { isSourced, isWrapper } from "../../aws/build-steps";
import type { Variable } from "../../aws/build-variables";
import type { Buildspec, PhaseCommand } from "../../aws/buildspec";
import { projects, runsPulumi, type ProjectView } from "../../aws/codebuild";
import { actionsStarting, demandKnownActions } from "../../aws/pipeline";
import { backendOf, isRun, loginOf, pulumiCall } from "../../aws/pulumi-command";
import { assignmentIn, isEcho, type ShellCommand } from "../../aws/shell";
import * as types from "../../aws/types";
import {
  definePolicy,
  flag,
  matchesGlob,
  some,
  texts,
  Undecided,
  whenKnown,
  type CheckContext,
  type Graph,
} from "../../core";

const TOKEN = PULUMI_TOKEN;
const BACKEND = "PULUMI_BACKEND_URL";

const options = {
  alwaysRequired: flag({
    default: false,
    description: "Ask for the token with a self-managed backend or an OIDC login too (the delivery-pipeline profile).",
  }),
  selfManagedProjects: texts({
    default: [],
    description:
      "Names of projects whose Pulumi.yaml names a self-managed backend, which this pack cannot see; `*` matches any text.",
  }),
};

type Context = CheckContext<typeof options>;

export default definePolicy({
  name: "codebuild-pulumi-access-token",
  category: "pipeline",
  requirements: ["PIP-04"],
  severity: "critical",
  level: "mandatory",
  title: "Builds get the Pulumi access token from a store",
  description:
    "A build that runs Pulumi gets PULUMI_ACCESS_TOKEN from Parameter Store (a SecureString) or Secrets Manager, and does not show it.",
  rationale:
    "The token can change every stack of its owner. As a plain variable or in a log it is open to everybody who may read the project or its builds.",
  fix: `Add { name: "${TOKEN}", type: "PARAMETER_STORE", value: parameter.name } to environment.environmentVariables, where parameter is a SecureString; or type "SECRETS_MANAGER" with the secret's name.`,
  references: [
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    "https://www.pulumi.com/docs/iac/concepts/state-and-backends/",
  ],
  options,
  subjects: projects,
  needs: "stack",
  check(project, context) {
    const { graph, settings, each } = context;
    if (!runsPulumi(project, graph, settings)) {
      return;
    }
    each([checkProjectVariables, checkBuildspec, checkPipelineVariables, checkPresence], (check) =>
      check(project, context),
    );
  },
});

function checkProjectVariables(project: ProjectView, context: Context): void {
  context.each(project.variables, (variable) => checkVariable(variable, context));
}

function checkPipelineVariables(project: ProjectView, context: Context): void {
  context.each(actionsStarting(project.resource, context.graph), (action) => {
    context.each(action.variables, (variable) => checkVariable(variable, context));
  });
}

/** Whether a parameter of the stack that has the token is a SecureString. A token in plain text is told by codebuild-plaintext-secrets. */
function checkVariable(variable: Variable, { report, graph }: Context): void {
  if (variable.name !== TOKEN || variable.type() !== "PARAMETER_STORE") {
    return;
  }
  const link = graph.follow(variable.value, types.SSM_PARAMETER);
  if (link.kind !== "inside" || some(link.resources, (one) => one.at("type").string() === "SecureString")) {
    return;
  }
  const [parameter] = link.resources;
  report(variable.value, {
    found: `${TOKEN} comes from the parameter "${parameter.name}", which is of type ${parameter.at("type").string() ?? "String"}.`,
    fix: `Set type: "SecureString" on the aws.ssm.Parameter "${parameter.name}".`,
    key: "parameter",
  });
}

function checkBuildspec(project: ProjectView, context: Context): void {
  const { report, each } = context;
  const spec = project.buildspec;
  if (!spec) {
    return;
  }
  each(spec.variables, ({ name, source, value }) => {
    checkVariable({ name, type: () => source, value }, context);
  });
  each(spec.exportedVariables, (at) => {
    if (at.string() === TOKEN) {
      report(at, {
        found: `The build exports ${TOKEN} to the pipeline, where its console and its API show it.`,
        fix: `Remove ${TOKEN} from env.exported-variables.`,
        key: `exported:${at.display}`,
      });
    }
  });
  const hasToken = isGiven(project, spec);
  each(spec.commands, (one) => {
    const shown = showsToken(one.command, hasToken);
    if (shown) {
      report(one.at, {
        found: `The command ${shown}.`,
        fix: `Remove it: CodeBuild sets ${TOKEN} for every command when it is a variable of type PARAMETER_STORE or SECRETS_MANAGER.`,
        key: `shown:${one.at.display}`,
      });
    }
  });
}

/** How a command sets or prints the token. Piped to a program that reads it, an echo prints nothing. */
function showsToken(command: ShellCommand, hasToken: boolean): string | undefined {
  const { program, args, assignments, pipedTo } = command;
  if (setsToken(command)) {
    return assignments.has(TOKEN) ? `sets ${TOKEN} itself` : `exports ${TOKEN}`;
  }
  const isPrinted = pipedTo === undefined || ["tee", "cat", "xxd", "base64", "rev"].includes(pipedTo);
  if (isEcho(command) && isPrinted && args.some(showsValue)) {
    return command.redirects.length > 0 ? `writes ${TOKEN} into a file` : `prints ${TOKEN} into the log`;
  }
  if (program === "printenv" && args.includes(TOKEN)) {
    return `prints ${TOKEN} into the log`;
  }
  const printsAll =
    (["printenv", "env", "set"].includes(program) && args.length === 0 && assignments.size === 0) ||
    (["export", "declare"].includes(program) && (args.length === 0 || args[0] === "-p"));
  return printsAll && hasToken && pipedTo !== "grep" ? `prints every variable, ${TOKEN} too` : undefined;
}

/** Whether a word holds the token's value: `${NAME:+set}` only tells that there is one. */
function showsValue(word: string): boolean {
  return new RegExp(`\\$(${TOKEN}\\b|\\{${TOKEN}(?!:?\\+)\\b)`).test(word);
}

function setsToken({ program, args, assignments }: ShellCommand): boolean {
  if (assignments.has(TOKEN)) {
    return true;
  }
  const names = args.map((arg) => assignmentIn(arg)?.[0] ?? arg);
  return ["export", "declare", "typeset"].includes(program) && names.includes(TOKEN);
}

/** Whether the build has the token as a variable, as far as this resource shows. */
function isGiven(project: ProjectView, spec: Buildspec | undefined): boolean {
  const own = whenKnown(() => project.variables) ?? [];
  return [...own, ...(spec?.variables ?? [])].some(({ name }) => name === TOKEN);
}

/** Reports a build that needs the token and gets it from nowhere. */
function checkPresence(
  project: ProjectView,
  { graph, report, options: { alwaysRequired, selfManagedProjects } }: Context,
): void {
  const spec = project.buildspec;
  // The env section of a buildspec in a file may name the token; so may a script that is read into the shell.
  if (!spec || isGiven(project, spec) || mayComeFromScript(spec)) {
    return;
  }
  if (project.hasUnknownVariable) {
    throw new Undecided("the name of an environment variable");
  }
  const names = [project.resource.name, project.resource.at("name").string() ?? ""];
  const isListed = selfManagedProjects.some((glob) => names.some((name) => matchesGlob(name, glob)));
  if (!alwaysRequired && (isListed || needsNoToken(project, spec, graph))) {
    return;
  }
  if (isGivenByPipeline(project, graph)) {
    return;
  }
  report(project.resource.at("environment", "environmentVariables"), {
    found: `The build runs Pulumi and gets no ${TOKEN}, and neither a self-managed backend nor an OIDC login shows.`,
    key: "missing",
  });
}

function mayComeFromScript(spec: Buildspec): boolean {
  const commands = spec.commands.map(({ command }) => command);
  const callsDirectly = commands.some((command) => {
    const call = pulumiCall(command);
    return call !== undefined && (isRun(call, "preview") || isRun(call, "up") || isRun(call, "login"));
  });
  return commands.some((command) => setsToken(command) || isSourced(command) || (isWrapper(command) && !callsDirectly));
}

/** Whether the backend is self-managed or the login by OIDC, or may be. */
function needsNoToken(project: ProjectView, spec: Buildspec, graph: Graph): boolean {
  const evidence: (() => boolean)[] = [
    () => spec.commands.some(showsOtherLogin),
    () => some(spec.variables, (one) => isOtherBackend({ ...one, type: () => one.source })),
    () => some(project.variables, isOtherBackend),
    () => some(actionsStarting(project.resource, graph), (action) => some(action.variables, isOtherBackend)),
  ];
  return some(evidence, (test) => test());
}

function showsOtherLogin({ command }: PhaseCommand): boolean {
  const call = pulumiCall(command);
  const login = call && loginOf(call);
  if (login !== undefined) {
    return login !== "token";
  }
  const exported = command.program === "export" ? command.args.flatMap((arg) => [assignmentIn(arg) ?? []]) : [];
  const url = command.assignments.get(BACKEND) ?? exported.find(([name]) => name === BACKEND)?.[1];
  return url !== undefined && backendOf(url) !== "token";
}

function isOtherBackend(variable: Variable): boolean {
  if (variable.name !== BACKEND) {
    return false;
  }
  return variable.type() !== "PLAINTEXT" || backendOf(variable.value.string() ?? "") !== "token";
}

function isGivenByPipeline(project: ProjectView, graph: Graph): boolean {
  const actions = actionsStarting(project.resource, graph);
  if (some(actions, (action) => action.variables.some(({ name }) => name === TOKEN))) {
    return true;
  }
  if (actions.some((action) => action.configuration("EnvironmentVariables").hasUnknown)) {
    throw new Undecided("the variables of the pipeline");
  }
  demandKnownActions(graph);
  return false;
}
