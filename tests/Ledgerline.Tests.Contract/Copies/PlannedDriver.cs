namespace Ledgerline.Tests.Contract.Copies;

/// <summary>A driver in front of another, whose calls go by a plan. It does not own the other.</summary>
internal sealed class PlannedDriver(IStorageDriver inner, CallPlan plan) : IStorageDriver
{
    public DriverInfo Info => inner.Info;

    public SharedDocuments Shared => inner.Shared;

    public async Task<bool> CreateProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        int call = plan.Begin(nameof(CreateProjectAsync));
        bool isNew = await inner.CreateProjectAsync(projectId, cancellationToken);
        plan.After(call, nameof(CreateProjectAsync));
        return isNew;
    }

    public Task<bool> DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default) =>
        inner.DeleteProjectAsync(projectId, cancellationToken);

    public IAsyncEnumerable<string> ListProjectIdsAsync(CancellationToken cancellationToken = default) =>
        inner.ListProjectIdsAsync(cancellationToken);

    public Project Project(string projectId) =>
        new(projectId, CallProxy<Ledgerline.Drivers.IProjectStore>.Of(inner.Project(projectId).Store, plan));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
