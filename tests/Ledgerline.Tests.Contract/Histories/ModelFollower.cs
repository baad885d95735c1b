using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Follows a log beside its model, and opens anew where the model says that it must have lost its place.</summary>
internal sealed class ModelFollower : IDisposable
{
    private readonly ILogStore _log;
    private readonly LogModel _model;
    private LogCursor _cursor;
    private long _position;
    private int _deletions;

    public ModelFollower(ILogStore log, LogModel model)
    {
        _log = log;
        _model = model;
        _cursor = log.OpenFollower(0, null).Started();
    }

    /// <summary>Moves to the end and compares.</summary>
    public void CatchUp()
    {
        List<(long, string)> followed = [];
        LedgerlineException? lost = Read(followed);
        bool isOtherLog = _deletions != _model.Deletions && _position > 0;
        bool isTruncated = _position < _model.FirstSeq - 1;

        Type? expected = isOtherLog ? typeof(LogRewoundException) : isTruncated ? typeof(LogTruncatedException) : null;
        Assert.True(lost?.GetType() == expected, $"{lost} at {_position}, expected {expected}");
        if (lost is not null)
        {
            Assert.Empty(followed);
            Reopen();
            Assert.Null(Read(followed));
        }

        Assert.Equal(_model.Entries.Where(e => e.Seq > _position).Select(e => (e.Seq, e.Data)), followed);
        _position = followed.Count > 0 ? followed[^1].Item1 : _position;
        _deletions = _model.Deletions;
    }

    public void Dispose() => _cursor.Dispose();

    private LedgerlineException? Read(List<(long, string)> followed)
    {
        try
        {
            while (_cursor.MoveNext())
            {
                followed.Add((_cursor.Current.Seq, Encoding.UTF8.GetString(_cursor.Current.Payload.Span)));
            }

            return null;
        }
        catch (LedgerlineException e)
        {
            return e;
        }
    }

    private void Reopen()
    {
        _cursor.Dispose();
        _cursor = _log.OpenFollower(0, null).Started();
        _position = _model.FirstSeq - 1;
    }
}
