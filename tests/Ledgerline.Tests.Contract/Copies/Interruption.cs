namespace Ledgerline.Tests.Contract.Copies;

/// <summary>Interrupts copies of a project, each at another of its calls, and has each taken up again.</summary>
internal static class Interruption
{
    /// <param name="source">The driver to read.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="target">The driver to write, to projects of their own.</param>
    /// <param name="options">How.</param>
    /// <param name="when">Whether a call fails <c>before</c> or <c>after</c> it took effect, or its token is <c>cancelled</c> before it.</param>
    /// <param name="check">Looks at what was taken up and came to its end.</param>
    /// <returns>How many calls a copy makes.</returns>
    public static async Task<int> CheckAsync(
        IStorageDriver source, string projectId, IStorageDriver target, ProjectCopyOptions options, string when, Func<Project, Task> check)
    {
        for (int n = 1; ; n++)
        {
            using var stop = new CancellationTokenSource();
            var plan = new CallPlan
            {
                Before = (call, _) =>
                {
                    if (call == n && when == "cancelled")
                    {
                        stop.Cancel();
                    }
                    else if (call == n && when == "before")
                    {
                        throw Failure(call);
                    }
                },
                After = (call, _) =>
                {
                    if (call == n && when == "after")
                    {
                        throw Failure(call);
                    }
                },
            };
            ProjectCopyOptions copied = options with { TargetProjectId = $"p_{when}_{n}" };
            Exception? failure = await Record.ExceptionAsync(() => new PlannedDriver(source, plan).CopyProjectAsync(
                projectId, new PlannedDriver(target, plan), copied, null, stop.Token));
            Assert.True(
                failure is null or OperationCanceledException || (failure is StorageException && failure.Message.Contains($"call {n}", StringComparison.Ordinal)),
                failure?.ToString());
            if (plan.Calls < n)
            {
                Assert.Null(failure);
                return plan.Calls;
            }

            await source.CopyProjectAsync(projectId, target, copied);
            await check(target.Project(copied.TargetProjectId));
            await target.DeleteProjectAsync(copied.TargetProjectId);
        }
    }

    private static StorageException Failure(int call) => new("reach", $"call {call}", "the connection is gone", "Try again.");
}
