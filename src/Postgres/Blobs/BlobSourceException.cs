using System.Runtime.ExceptionServices;

namespace Ledgerline.Postgres;

/// <summary>Carries what the caller's stream threw past those who handle what the server says.</summary>
internal sealed class BlobSourceException(Exception failure) : Exception(failure.Message, failure)
{
    /// <summary>Gives the caller what the stream threw, as it threw it.</summary>
    public void ThrowInner() => ExceptionDispatchInfo.Throw(InnerException!);
}
