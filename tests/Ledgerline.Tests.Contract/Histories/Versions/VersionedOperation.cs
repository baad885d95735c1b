namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>
/// Something that one does with documents or blobs. Doing it and doing it to the model give outcomes in words: they must
/// be the same.
/// </summary>
internal abstract record VersionedOperation(string Key)
{
    /// <summary>Makes contents unlike all others, and expectations into ETags.</summary>
    /// <param name="seen">What the caller has seen.</param>
    /// <param name="id">No other operation's.</param>
    public virtual VersionedOperation Resolve(SeenVersions seen, int id) => this;

    public abstract Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen);

    public abstract string Apply(VersionedModel model);

    private static string Content(int id, int length) => $"\"{id}{new string('x', length)}\"";

    public sealed record Get(string Key) : VersionedOperation(Key)
    {
        public override async Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen)
        {
            if (await store.GetAsync(Key) is not { } found)
            {
                return "not found";
            }

            seen.Add(Key, etags.Note(found.Content, found.ETag));
            return $"found {found.Content} {found.ETag}";
        }

        public override string Apply(VersionedModel model) =>
            model.Find(Key) is { } content ? $"found {content} {model.ETag(Key)}" : "not found";
    }

    public sealed record Put(string Key, ExpectedVersion Expected, int Length, int Id = 0, string? ETag = null) : VersionedOperation(Key)
    {
        private PutCondition Condition =>
            Expected == ExpectedVersion.None ? PutCondition.IfAbsent : ETag is null ? PutCondition.Always : PutCondition.IfMatch(ETag);

        public override VersionedOperation Resolve(SeenVersions seen, int id) => this with { Id = id, ETag = seen.Resolve(Key, Expected) };

        public override async Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen)
        {
            string content = Content(Id, Length);
            (bool isStored, string? etag) = await store.PutAsync(Key, content, Condition);
            seen.Add(Key, etag);
            return isStored ? $"stored {etags.Note(content, etag)}" : $"conflict with {etag}";
        }

        public override string Apply(VersionedModel model) =>
            Condition.Holds(model.ETag(Key)) ? $"stored {model.Put(Key, Content(Id, Length))}" : $"conflict with {model.ETag(Key)}";
    }

    public sealed record Update(string Key, int Id = 0) : VersionedOperation(Key)
    {
        public override VersionedOperation Resolve(SeenVersions seen, int id) => this with { Id = id };

        public override async Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen)
        {
            (string content, string etag) = await store.UpdateAsync(Key, Change);
            seen.Add(Key, etags.Note(content, etag));
            return $"updated to {content} {etag}";
        }

        public override string Apply(VersionedModel model)
        {
            string content = Change(model.Find(Key));
            return $"updated to {content} {model.Put(Key, content)}";
        }

        private string Change(string? content) => $"{content?[..^1] ?? "\"nothing"} then {Id}\"";
    }

    public sealed record Delete(string Key, ExpectedVersion Expected, string? ETag = null) : VersionedOperation(Key)
    {
        public override VersionedOperation Resolve(SeenVersions seen, int id) => this with { ETag = seen.Resolve(Key, Expected) };

        public override async Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen)
        {
            if (await store.DeleteAsync(Key, ETag) is not { } outcome)
            {
                return "not found";
            }

            seen.Add(Key, outcome.ETag);
            return outcome.IsDeleted ? "deleted" : $"conflict with {outcome.ETag}";
        }

        public override string Apply(VersionedModel model)
        {
            if (model.ETag(Key) is not { } etag)
            {
                return "not found";
            }

            if (ETag is not null && ETag != etag)
            {
                return $"conflict with {etag}";
            }

            model.Delete(Key);
            return "deleted";
        }
    }

    /// <summary>Its key is the prefix.</summary>
    public sealed record List(string Key) : VersionedOperation(Key)
    {
        public override async Task<string> RunAsync(VersionedStore store, KnownETags etags, SeenVersions seen) =>
            string.Join(' ', await store.ListAsync(Key.Length == 0 ? null : Key));

        public override string Apply(VersionedModel model) => string.Join(' ', model.List(Key));
    }
}
