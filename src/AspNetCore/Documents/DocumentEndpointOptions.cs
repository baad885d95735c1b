using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore;

/// <summary>How an endpoint serves documents.</summary>
public sealed class DocumentEndpointOptions
{
    /// <summary>
    /// The project's id, for a pattern without <c>{project}</c>; null, the default, for one with it, or for the documents that
    /// belong to no project.
    /// </summary>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    public string? Project
    {
        get;
        set
        {
            StorageName.ThrowIfInvalid(value, "project id");
            field = value;
        }
    }

    /// <summary>Whether documents can only be read: GET and HEAD, no PUT, no DELETE. False.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>How large a document may be that is put, in bytes, above zero. 4 MiB. The server's own limit counts too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below.</exception>
    public int MaxBytes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 4 * 1024 * 1024;

    /// <summary>
    /// What a project that does not exist, one that the caller may not use, and a name that breaks the rule are answered with,
    /// all alike: 404, the default, or 403.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 404 nor 403.</exception>
    public int RefusalStatusCode
    {
        get;
        set => field = value is 404 or 403 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Use 404 or 403.");
    } = 404;
}
