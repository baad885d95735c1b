using System.Management.Automation;
using System.Text.Json;
using Ledgerline.Drivers;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Roots;
using Ledgerline.PowerShell.Secrets;
using Ledgerline.PowerShell.Transfer;
using Ledgerline.PowerShell.Typed;

namespace Ledgerline.PowerShell.Errors;

/// <summary>
/// Failures as PowerShell reports them: an id to match on, a category, the object concerned, and one sentence that says
/// what to do in PowerShell's own terms.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>Describes a failure, or returns null for one that is not ours to describe.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="root">The root that the command works on.</param>
    public static ErrorRecord? From(Exception exception, string? root) => exception switch
    {
        ProjectNotFoundException e => Record(
            e, "ProjectNotFound", ErrorCategory.ObjectNotFound, e.ProjectId,
            $"There is no project '{e.ProjectId}' in {root}. Create it with New-LedgerProject, or check -Project and -Root."),
        LogCorruptException e => Record(e, "LogCorrupt", ErrorCategory.InvalidData, e.File, Advise(e)),
        LogTruncatedException e => Record(
            e, "LogTruncated", ErrorCategory.InvalidArgument, e.SinceSeq,
            $"The entries {e.SinceSeq + 1} to {e.FirstSeq - 1} were truncated, the first entry kept is {e.FirstSeq}. Go on with -Since {e.FirstSeq - 1}, or start over with -Since 0."),
        LogRewoundException e => Record(
            e, "LogRewound", ErrorCategory.InvalidArgument, e.SinceSeq,
            $"The log does not hold entry {e.SinceSeq}, or no longer as it was read: its last entry is {e.LastSeq}. It was replaced, restored, or lost entries that were not yet acknowledged. Read again with -Since 0, or from a number that is known to be shared."),
        LogCompletedException e => Record(
            e, "LogCompleted", ErrorCategory.InvalidOperation, e.LastSeq,
            $"The log was completed at {e.LastSeq} and takes no more entries. Add to another -Log."),
        LogConflictException e => Record(e, "LogConflict", ErrorCategory.ResourceExists, e.ActualLastSeq, e.Message),
        LogSequenceException e => Record(
            e, "EntryNotNext", ErrorCategory.InvalidArgument, e.ActualSeq,
            $"Entry {e.ActualSeq} cannot be added with its number: the next one is {e.ExpectedSeq}. Bring the entries before it first, choose a log that was never added to, or append them as new entries with Import-Log -Renumber."),
        TransferException e => Record(e, e.ErrorId, e.Category, e.Target, e.Message),
        ProjectCopyException e => Record(
            e, "ProjectDiffers", ErrorCategory.ResourceExists, e.Item,
            e.Message.Replace("et Mirror to", "et -Mirror to", StringComparison.Ordinal)),
        DocumentCorruptException e => Record(e, "DocumentCorrupt", ErrorCategory.InvalidData, e.File, Advise(e)),
        LogDataException e => Record(
            e, "EntryNotOfType", ErrorCategory.InvalidData, e.Seq,
            $"The entry {e.Seq} is none of this record: {JsonFault.Describe(e.InnerException ?? e)} Go on behind it with -Since {e.Seq}, or read it with Get-LogEntry."),
        StorageException e => Record(e, "StorageFailed", Category(e.Kind), e.Target, e.Message),
        LedgerlineException e => Record(e, "LedgerlineFailed", ErrorCategory.NotSpecified, null, e.Message),
        InvalidContentException e => Record(e, "ValueNotSerializable", ErrorCategory.InvalidData, e.Value, e.Message),
        ArgumentsExcludeException e => Record(e, "ParametersExclude", ErrorCategory.InvalidArgument, null, e.Message),
        LocalFileException e => Record(e, e.ErrorId, e.Category, e.File, e.Message),
        SecretExposedException e => Record(e, "SecretExposed", ErrorCategory.SecurityError, null, e.Message),
        InvalidRootException e => Record(e, e.ErrorId, e.Category, e.Root, e.Message),
        ObjectDisposedException e => Record(
            e, "NotConnected", ErrorCategory.ConnectionError, root, $"The connection to {root} was ended while the command was using it. Connect again with Connect-Ledger."),
        PlatformNotSupportedException e => Record(e, "PlatformNotSupported", ErrorCategory.NotImplemented, null, e.Message),
        UnauthorizedAccessException e => Record(
            e, "StorageFailed", ErrorCategory.PermissionDenied, null, $"{e.Message} Check who may read and write the root."),
        IOException e => Record(
            e, "StorageFailed", ErrorCategory.ResourceUnavailable, null, $"{e.Message} Check the root and its disk."),
        JsonException e => Record(
            e, "InvalidJson", ErrorCategory.InvalidData, null, $"An entry is not JSON: {e.Message} Read around it with -SkipCorrupt."),
        _ => null,
    };

    /// <summary>An object that cannot be stored.</summary>
    public static ErrorRecord NotSerializable(ValueNotSerializableException exception, object? value) =>
        Record(exception, "ValueNotSerializable", ErrorCategory.InvalidData, value, exception.Message);

    /// <summary>An object that is no record of a type.</summary>
    public static ErrorRecord NotRecord(Exception exception, string type, object? value) =>
        Record(exception, "InvalidRecord", ErrorCategory.InvalidData, value, $"It is no {type}: {JsonFault.Describe(exception)}");

    /// <summary>A text that is not JSON.</summary>
    public static ErrorRecord NotJson(JsonException exception, string text) => Record(
        exception, "InvalidJson", ErrorCategory.InvalidData, text,
        $"The text passed to -Json is not one JSON value: {exception.Message} Mend it, or pass it without -Json to store it as a string.");

    /// <summary>A log that was named and is not there.</summary>
    /// <param name="name">The log's name.</param>
    /// <param name="key">Its key; null for the log without one.</param>
    /// <param name="place">Where it was looked for.</param>
    /// <param name="hasKeys">Whether there are logs of that name with a key.</param>
    public static ErrorRecord LogNotFound(string name, string? key, string place, bool hasKeys)
    {
        string remedy = hasKeys
            ? "There are logs of that name by key: pass -Key, or -Key * for all of them."
            : "See what there is with Get-Log, and check -Log, -Key and -Project.";
        string message = $"There is no {LogTarget.Describe(name, key)} in {place}. {remedy}";
        return Record(new ItemMissingException(message), "LogNotFound", ErrorCategory.ObjectNotFound, key ?? name, message);
    }

    /// <summary>A log that no repair can mend.</summary>
    public static ErrorRecord NotRepairable(LogCorruptException e) => Record(
        e, "LogNotRepairable", ErrorCategory.InvalidData, e.File,
        $"The log cannot be repaired: {e.File}, offset {e.Offset}: {e.Cause.TrimEnd('.')}. Nothing was changed.");

    /// <summary>A document that was named and is not stored.</summary>
    /// <param name="place">Where it was looked for.</param>
    /// <param name="key">Its key.</param>
    /// <param name="remedy">What helps.</param>
    public static ErrorRecord DocumentNotFound(DocumentPlace place, string key, string remedy)
    {
        string message = $"There is no document '{key}' {place}. {remedy}";
        return Record(new ItemMissingException(message), "DocumentNotFound", ErrorCategory.ObjectNotFound, key, message);
    }

    /// <summary>A document that is not the version which a command was to replace or delete.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="current">The version that is stored, or null where none is.</param>
    /// <param name="expected">The version that was expected, or null where none was.</param>
    /// <param name="reader">The command that reads it.</param>
    public static ErrorRecord DocumentConflict(DocumentPlace place, string key, string? current, string? expected, string reader) =>
        Conflict(place.Describe(key), key, current, expected, reader);

    /// <summary>A file of a project that was named and is not stored.</summary>
    public static ErrorRecord BlobNotFound(string project, string root, string path)
    {
        string message = $"There is no file '{path}' in the project '{project}' in {root}. Get-BlobItem without -Path lists what is there; paths are case-sensitive.";
        return Record(new ItemMissingException(message), "BlobNotFound", ErrorCategory.ObjectNotFound, path, message);
    }

    /// <summary>A file of a project that is not the version which a command was to replace or delete.</summary>
    /// <param name="what">The file, as the beginning of a sentence.</param>
    /// <param name="path">Its path.</param>
    /// <param name="current">The version that is stored, or null where none is.</param>
    /// <param name="expected">The version that was expected, or null where none was.</param>
    public static ErrorRecord BlobConflict(string what, string path, string? current, string? expected) =>
        Conflict(what, path, current, expected, "Get-BlobItem");

    /// <summary>A path that breaks the rule for the files of a project; null for one that keeps it.</summary>
    public static ErrorRecord? InvalidPath(string path)
    {
        try
        {
            BlobPath.ThrowIfInvalid(path);
            return null;
        }
        catch (ArgumentException e)
        {
            return Record(e, "InvalidPath", ErrorCategory.InvalidArgument, path, e.Message);
        }
    }

    private static ErrorRecord Conflict(string what, string name, string? current, string? expected, string getCommand)
    {
        string message = (current, expected) switch
        {
            (null, _) => $"{what} is not stored any more, and the version '{expected}' was expected. Nothing was changed. Store it anew with -IfAbsent instead of -IfMatch.",
            (_, null) => $"{what} is stored already, as the version '{current}'. Nothing was changed. To replace it leave -IfAbsent out, or pass that version to -IfMatch.",
            _ => $"{what} was changed: the version '{current}' is stored, and '{expected}' was expected. Nothing was changed. Read it again with {getCommand}, and pass its ETag to -IfMatch.",
        };
        return Record(
            new ETagConflictException(message), "ETagConflict", current is null ? ErrorCategory.ObjectNotFound : ErrorCategory.ResourceExists, name, message);
    }

    private static ErrorCategory Category(StorageErrorKind kind) => kind switch
    {
        StorageErrorKind.AccessDenied or StorageErrorKind.ReadOnly => ErrorCategory.PermissionDenied,
        StorageErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        StorageErrorKind.OutOfSpace or StorageErrorKind.TooManyOpenFiles => ErrorCategory.LimitsExceeded,
        StorageErrorKind.Device => ErrorCategory.DeviceError,
        StorageErrorKind.Unavailable => ErrorCategory.ConnectionError,
        StorageErrorKind.OutcomeUnknown => ErrorCategory.InvalidResult,
        _ => ErrorCategory.ResourceUnavailable,
    };

    private static ErrorRecord Record(Exception exception, string errorId, ErrorCategory category, object? target, string message) =>
        new(exception, errorId, category, target) { ErrorDetails = new ErrorDetails(message) };

    private static string Advise(LogCorruptException e)
    {
        string line = e.Line is { } number ? $"line {number}, " : "";
        return $"The log is damaged: {e.File}, {line}offset {e.Offset}: {e.Cause.TrimEnd('.')}. Nothing was changed. See every fault with Test-Log, set them aside with Repair-Log, or read around the damage with Get-LogEntry -SkipCorrupt.";
    }

    private static string Advise(DocumentCorruptException e)
    {
        string line = e.Line is { } number ? $", line {number}, byte {e.Position}" : "";
        return $"The document '{e.Key}' is not JSON: {e.File}{line}: {e.InnerException?.Message.TrimEnd('.')}. Nothing was changed. Mend the file by hand, restore it, or replace it with Set-JsonKv.";
    }
}
