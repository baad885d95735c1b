using System.Management.Automation;
using System.Security;
using Ledgerline.PowerShell.Connections;

namespace Ledgerline.PowerShell.Roots;

/// <summary>Where a command copies to, beside the place that it works on. For the pipeline's thread.</summary>
/// <param name="root">What <c>-DestinationRoot</c> says; null where it is not given.</param>
/// <param name="connectionString">What <c>-DestinationConnectionString</c> says; null where it is not given.</param>
/// <param name="paths">Where relative paths start.</param>
internal sealed class CopyDestination(string? root, SecureString? connectionString, PathIntrinsics paths) : IDisposable
{
    private StoragePlace? _place;
    private IStorageDriver? _driver;
    private bool _isKept;

    /// <summary>The destination of what is in a source; the source itself where none was given.</summary>
    /// <param name="source">The source's root.</param>
    /// <param name="openSource">Opens the source.</param>
    public (string Root, IStorageDriver Driver) Open(string source, Func<string, IStorageDriver> openSource)
    {
        if (connectionString is null && (root is null || root == source))
        {
            return (source, openSource(source));
        }

        _place ??= new StorageChoice(null, connectionString, isRootTyped: true, paths).Choose(root);
        return _place.Root == source ? (source, openSource(source)) : (_place.Root, _driver ??= StorageChoice.Open(_place, out _isKept));
    }

    public void Dispose()
    {
        if (!_isKept)
        {
            _driver?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        _driver = null;
    }
}
