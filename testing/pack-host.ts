/**
 * Runs Pulumi's own runner of policy packs, whose path is the first argument, for one stack after another: the process takes on the
 * environment that it is sent, and ends with the process that started it. It is text for the same reason as `NODE_HOST`.
 *
 * The pack reads its environment anew with every run. What a policy of a user asks the SDK for (`pulumi.Config`, `pulumi.getStack`) the
 * SDK has read when it was first asked (`runtime/state.js` of @pulumi/pulumi, `LocalStore`), so that is renewed as well.
 */
export const PACK_HOST = `
process.on("message", ({ environment }) => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  const store = globalThis.globalStore;
  if (store?.config && store.settings?.options) {
    store.config.PULUMI_CONFIG = environment.PULUMI_CONFIG ?? "";
    Object.assign(store.settings.options, {
      organization: environment.PULUMI_NODEJS_ORGANIZATION,
      project: environment.PULUMI_NODEJS_PROJECT ?? "project",
      stack: environment.PULUMI_NODEJS_STACK ?? "stack",
      dryRun: environment.PULUMI_NODEJS_DRY_RUN === "true",
    });
  }
  process.send("entered");
});
process.on("disconnect", () => process.exit());
require(process.argv[1]);
`;
