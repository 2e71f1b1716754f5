/**
 * Combinations of IAM actions by which a principal can raise its own rights, as published. Reviewed by hand, in own
 * words; AWS rates most of these actions "Write" like any other, so the access levels do not show them.
 *
 * Sources, checked on 2026-11-21; every entry names its own:
 * - Rhino Security Labs, https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation: the first list, 28 methods
 * - Datadog, https://pathfinding.cloud: the present collection, one page per path (Apache-2.0)
 * - NCC Group, https://github.com/nccgroup/PMapper: roles passed to CodeBuild projects, stacks and functions that exist,
 *   and Auto Scaling
 * - Prowler, https://github.com/prowler-cloud/prowler: Auto Scaling groups that exist
 *
 * Left out: CodeStar projects (the service ended in July 2024), and sts:AssumeRole alone, where the trust policy decides.
 */

/**
 * self: the principal changes its own policies or groups. principal: it becomes another principal. newPassRole: it hands
 * an existing role to something new that runs its code. existing: it runs its code in something that has a role already;
 * deployment needs many of these, so they say little without the role behind them.
 */
export type EscalationKind = "self" | "principal" | "newPassRole" | "existing";

/** One combination. */
export interface Escalation {
  /** Stable, for messages and exemptions. */
  readonly id: string;
  readonly kind: EscalationKind;
  /** All of these are needed, iam:PassRole among them where a role is passed. */
  readonly actions: readonly string[];
  /** Service to which the role is passed: the value of iam:PassedToService that allows it. */
  readonly passRole?: string;
  /** What it gives, to follow "can". */
  readonly what: string;
  readonly source: string;
}

const RHINO = "https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation";
const PMAPPER = "https://github.com/nccgroup/PMapper/blob/master/principalmapper/graphing";
const PROWLER =
  "https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py";
const path = (id: string): string => `https://pathfinding.cloud/paths/${id}`;

export const escalations: readonly Escalation[] = [
  {
    id: "create-policy-version",
    kind: "self",
    actions: ["iam:CreatePolicyVersion"],
    what: "rewrite a managed policy that is attached to itself and make the new version the default",
    source: path("iam-001"),
  },
  {
    id: "set-default-policy-version",
    kind: "self",
    actions: ["iam:SetDefaultPolicyVersion"],
    what: "bring back an older, wider version of a managed policy",
    source: RHINO,
  },
  {
    id: "attach-user-policy",
    kind: "self",
    actions: ["iam:AttachUserPolicy"],
    what: "attach any managed policy to users",
    source: path("iam-008"),
  },
  {
    id: "attach-group-policy",
    kind: "self",
    actions: ["iam:AttachGroupPolicy"],
    what: "attach any managed policy to groups",
    source: path("iam-010"),
  },
  {
    id: "attach-role-policy",
    kind: "self",
    actions: ["iam:AttachRolePolicy"],
    what: "attach any managed policy to roles",
    source: path("iam-009"),
  },
  {
    id: "put-user-policy",
    kind: "self",
    actions: ["iam:PutUserPolicy"],
    what: "write any inline policy for users",
    source: path("iam-007"),
  },
  {
    id: "put-group-policy",
    kind: "self",
    actions: ["iam:PutGroupPolicy"],
    what: "write any inline policy for groups",
    source: path("iam-011"),
  },
  {
    id: "put-role-policy",
    kind: "self",
    actions: ["iam:PutRolePolicy"],
    what: "write any inline policy for roles",
    source: path("iam-005"),
  },
  {
    id: "add-user-to-group",
    kind: "self",
    actions: ["iam:AddUserToGroup"],
    what: "join any group",
    source: path("iam-013"),
  },
  {
    id: "update-assume-role-policy",
    kind: "principal",
    actions: ["iam:UpdateAssumeRolePolicy"],
    what: "make other roles trust it and then assume them",
    source: path("iam-012"),
  },
  {
    id: "create-access-key",
    kind: "principal",
    actions: ["iam:CreateAccessKey"],
    what: "create an access key of another user",
    source: path("iam-002"),
  },
  {
    id: "create-login-profile",
    kind: "principal",
    actions: ["iam:CreateLoginProfile"],
    what: "give another user a console password that it knows",
    source: path("iam-004"),
  },
  {
    id: "update-login-profile",
    kind: "principal",
    actions: ["iam:UpdateLoginProfile"],
    what: "change the console password of another user",
    source: path("iam-006"),
  },
  {
    id: "passrole-ec2-run-instances",
    kind: "newPassRole",
    actions: ["iam:PassRole", "ec2:RunInstances"],
    passRole: "ec2.amazonaws.com",
    what: "start an instance with an existing role and use that role's credentials",
    source: path("ec2-001"),
  },
  {
    id: "passrole-ec2-spot",
    kind: "newPassRole",
    actions: ["iam:PassRole", "ec2:RequestSpotInstances"],
    passRole: "ec2.amazonaws.com",
    what: "request a spot instance with an existing role and use that role's credentials",
    source: path("ec2-003"),
  },
  {
    id: "passrole-autoscaling",
    kind: "newPassRole",
    actions: ["iam:PassRole", "autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"],
    passRole: "ec2.amazonaws.com",
    what: "have an Auto Scaling group start instances with an existing role",
    source: `${PMAPPER}/autoscaling_edges.py`,
  },
  {
    id: "passrole-autoscaling-update",
    kind: "newPassRole",
    actions: ["iam:PassRole", "autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup"],
    passRole: "ec2.amazonaws.com",
    what: "have an existing Auto Scaling group start instances with an existing role",
    source: PROWLER,
  },
  {
    id: "passrole-lambda-invoke",
    kind: "newPassRole",
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
    passRole: "lambda.amazonaws.com",
    what: "run its own code as an existing role in a new function",
    source: path("lambda-001"),
  },
  {
    id: "passrole-lambda-event-source",
    kind: "newPassRole",
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
    passRole: "lambda.amazonaws.com",
    what: "run its own code as an existing role in a new function that an event source starts",
    source: path("lambda-002"),
  },
  {
    id: "passrole-lambda-permission",
    kind: "newPassRole",
    actions: ["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"],
    passRole: "lambda.amazonaws.com",
    what: "run its own code as an existing role in a new function that others may start",
    source: path("lambda-006"),
  },
  {
    id: "passrole-lambda-update",
    kind: "newPassRole",
    actions: ["iam:PassRole", "lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"],
    passRole: "lambda.amazonaws.com",
    what: "give an existing function another role and its own code",
    source: `${PMAPPER}/lambda_edges.py`,
  },
  {
    id: "passrole-ecs-run-task",
    kind: "newPassRole",
    actions: ["iam:PassRole", "ecs:RunTask"],
    passRole: "ecs-tasks.amazonaws.com",
    what: "run its own command in a container as an existing role",
    source: path("ecs-008"),
  },
  {
    id: "passrole-ecs-start-task",
    kind: "newPassRole",
    actions: ["iam:PassRole", "ecs:StartTask"],
    passRole: "ecs-tasks.amazonaws.com",
    what: "run its own command as an existing role on a container instance",
    source: path("ecs-009"),
  },
  {
    id: "passrole-ecs-service",
    kind: "newPassRole",
    actions: ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    passRole: "ecs-tasks.amazonaws.com",
    what: "run its own container as an existing role in a new service",
    source: path("ecs-003"),
  },
  {
    id: "passrole-glue-dev-endpoint",
    kind: "newPassRole",
    actions: ["iam:PassRole", "glue:CreateDevEndpoint"],
    passRole: "glue.amazonaws.com",
    what: "log in to a new development endpoint that has an existing role",
    source: path("glue-001"),
  },
  {
    id: "passrole-glue-job-run",
    kind: "newPassRole",
    actions: ["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
    passRole: "glue.amazonaws.com",
    what: "run its own script as an existing role in a new job",
    source: path("glue-003"),
  },
  {
    id: "passrole-glue-job-trigger",
    kind: "newPassRole",
    actions: ["iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"],
    passRole: "glue.amazonaws.com",
    what: "run its own script as an existing role in a new job that a trigger starts",
    source: path("glue-004"),
  },
  {
    id: "passrole-glue-update-job-run",
    kind: "newPassRole",
    actions: ["iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"],
    passRole: "glue.amazonaws.com",
    what: "give an existing job another role and its own script",
    source: path("glue-005"),
  },
  {
    id: "passrole-glue-update-job-trigger",
    kind: "newPassRole",
    actions: ["iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"],
    passRole: "glue.amazonaws.com",
    what: "give an existing job another role and its own script, and have a trigger start it",
    source: path("glue-006"),
  },
  {
    id: "passrole-cloudformation-stack",
    kind: "newPassRole",
    actions: ["iam:PassRole", "cloudformation:CreateStack"],
    passRole: "cloudformation.amazonaws.com",
    what: "have CloudFormation create anything with an existing role's rights",
    source: path("cloudformation-001"),
  },
  {
    id: "passrole-cloudformation-update-stack",
    kind: "newPassRole",
    actions: ["iam:PassRole", "cloudformation:UpdateStack"],
    passRole: "cloudformation.amazonaws.com",
    what: "give an existing stack another role and have CloudFormation create anything with its rights",
    source: `${PMAPPER}/cloudformation_edges.py`,
  },
  {
    id: "passrole-cloudformation-stack-set",
    kind: "newPassRole",
    actions: ["iam:PassRole", "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    passRole: "cloudformation.amazonaws.com",
    what: "have a stack set create anything with an existing role's rights",
    source: path("cloudformation-003"),
  },
  {
    id: "passrole-cloudformation-update-stack-set",
    kind: "newPassRole",
    actions: ["iam:PassRole", "cloudformation:UpdateStackSet"],
    passRole: "cloudformation.amazonaws.com",
    what: "change a stack set so that it creates anything with an existing role's rights",
    source: path("cloudformation-004"),
  },
  {
    id: "passrole-datapipeline",
    kind: "newPassRole",
    actions: [
      "iam:PassRole",
      "datapipeline:CreatePipeline",
      "datapipeline:PutPipelineDefinition",
      "datapipeline:ActivatePipeline",
    ],
    passRole: "datapipeline.amazonaws.com",
    what: "run commands as an existing role in a new data pipeline",
    source: path("datapipeline-001"),
  },
  {
    id: "passrole-codebuild-build",
    kind: "newPassRole",
    actions: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
    passRole: "codebuild.amazonaws.com",
    what: "run its own buildspec as an existing role in a new project",
    source: path("codebuild-001"),
  },
  {
    id: "passrole-codebuild-batch",
    kind: "newPassRole",
    actions: ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuildBatch"],
    passRole: "codebuild.amazonaws.com",
    what: "run its own buildspec as an existing role in a new project, as a batch",
    source: path("codebuild-004"),
  },
  {
    id: "passrole-codebuild-update-build",
    kind: "newPassRole",
    actions: ["iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuild"],
    passRole: "codebuild.amazonaws.com",
    what: "give an existing project another role and run its own buildspec",
    source: `${PMAPPER}/codebuild_edges.py`,
  },
  {
    id: "passrole-codebuild-update-batch",
    kind: "newPassRole",
    actions: ["iam:PassRole", "codebuild:UpdateProject", "codebuild:StartBuildBatch"],
    passRole: "codebuild.amazonaws.com",
    what: "give an existing project another role and run its own buildspec as a batch",
    source: `${PMAPPER}/codebuild_edges.py`,
  },
  {
    id: "passrole-sagemaker-notebook",
    kind: "newPassRole",
    actions: ["iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
    passRole: "sagemaker.amazonaws.com",
    what: "open a new notebook that has an existing role",
    source: RHINO,
  },
  {
    id: "passrole-sagemaker-training",
    kind: "newPassRole",
    actions: ["iam:PassRole", "sagemaker:CreateTrainingJob"],
    passRole: "sagemaker.amazonaws.com",
    what: "run its own container as an existing role in a training job",
    source: path("sagemaker-002"),
  },
  {
    id: "passrole-sagemaker-processing",
    kind: "newPassRole",
    actions: ["iam:PassRole", "sagemaker:CreateProcessingJob"],
    passRole: "sagemaker.amazonaws.com",
    what: "run its own container as an existing role in a processing job",
    source: path("sagemaker-003"),
  },
  {
    id: "passrole-apprunner",
    kind: "newPassRole",
    actions: ["iam:PassRole", "apprunner:CreateService"],
    passRole: "tasks.apprunner.amazonaws.com",
    what: "run its own container as an existing role in a new App Runner service",
    source: path("apprunner-001"),
  },
  {
    id: "passrole-code-interpreter",
    kind: "newPassRole",
    actions: [
      "iam:PassRole",
      "bedrock-agentcore:CreateCodeInterpreter",
      "bedrock-agentcore:StartCodeInterpreterSession",
      "bedrock-agentcore:InvokeCodeInterpreter",
    ],
    passRole: "bedrock-agentcore.amazonaws.com",
    what: "run its own code as an existing role in a new code interpreter",
    source: path("bedrock-001"),
  },
  {
    id: "lambda-update-code",
    kind: "existing",
    actions: ["lambda:UpdateFunctionCode"],
    what: "run its own code as the role of an existing function",
    source: path("lambda-003"),
  },
  {
    id: "lambda-add-layer",
    kind: "existing",
    actions: ["lambda:UpdateFunctionConfiguration"],
    what: "put its own layer into an existing function and run as that function's role",
    source: RHINO,
  },
  {
    id: "glue-update-dev-endpoint",
    kind: "existing",
    actions: ["glue:UpdateDevEndpoint"],
    what: "add its own SSH key to a development endpoint and use that endpoint's role",
    source: path("glue-002"),
  },
  {
    id: "cloudformation-update-stack",
    kind: "existing",
    actions: ["cloudformation:UpdateStack"],
    what: "change a stack that deploys with a service role",
    source: path("cloudformation-002"),
  },
  {
    id: "cloudformation-change-set",
    kind: "existing",
    actions: ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    what: "change a stack that deploys with a service role through a change set",
    source: path("cloudformation-005"),
  },
  {
    id: "codebuild-start-build",
    kind: "existing",
    actions: ["codebuild:StartBuild"],
    what: "start an existing project with its own buildspec and use that project's role",
    source: path("codebuild-002"),
  },
  {
    id: "codebuild-start-batch",
    kind: "existing",
    actions: ["codebuild:StartBuildBatch"],
    what: "start an existing project with its own buildspec as a batch and use that project's role",
    source: path("codebuild-003"),
  },
  {
    id: "ec2-user-data",
    kind: "existing",
    actions: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
    what: "replace an instance's user data, restart it and use its role",
    source: path("ec2-002"),
  },
  {
    id: "ec2-launch-template",
    kind: "existing",
    actions: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
    what: "change the launch template of others' instances and use their role",
    source: path("ec2-004"),
  },
  {
    id: "ec2-instance-connect",
    kind: "existing",
    actions: ["ec2-instance-connect:SendSSHPublicKey"],
    what: "log in to instances with its own SSH key and use their roles",
    source: path("ec2instanceconnect-003"),
  },
  {
    id: "ssm-start-session",
    kind: "existing",
    actions: ["ssm:StartSession"],
    what: "open a shell on managed instances and use their roles",
    source: path("ssm-001"),
  },
  {
    id: "ssm-send-command",
    kind: "existing",
    actions: ["ssm:SendCommand"],
    what: "run commands on managed instances and use their roles",
    source: path("ssm-002"),
  },
  {
    id: "sagemaker-open-notebook",
    kind: "existing",
    actions: ["sagemaker:CreatePresignedNotebookInstanceUrl"],
    what: "open an existing notebook and use its role",
    source: path("sagemaker-004"),
  },
  {
    id: "sagemaker-lifecycle-config",
    kind: "existing",
    actions: [
      "sagemaker:CreateNotebookInstanceLifecycleConfig",
      "sagemaker:StopNotebookInstance",
      "sagemaker:UpdateNotebookInstance",
      "sagemaker:StartNotebookInstance",
    ],
    what: "have an existing notebook run its own start script and use its role",
    source: path("sagemaker-005"),
  },
  {
    id: "apprunner-update-service",
    kind: "existing",
    actions: ["apprunner:UpdateService"],
    what: "run its own container as the role of an existing App Runner service",
    source: path("apprunner-002"),
  },
  {
    id: "code-interpreter-session",
    kind: "existing",
    actions: ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
    what: "run its own code as the role of an existing code interpreter",
    source: path("bedrock-002"),
  },
];
