using System.Collections.Immutable;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>The values of the records that hold one scalar in every form.</summary>
internal static class ScalarForms
{
    public static IEnumerable<CatalogueCase> All()
    {
        bool[] bools = [true, false];
        yield return new CatalogueCase<BoolForms>(
        [
            .. bools.Select(value => new BoolForms(
                value,
                value,
                bools,
                [.. bools, null],
                bools,
                [.. bools],
                [value],
                bools.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, bool?> { ["a"] = value, [""] = null })
            {
                MaybeArray = bools,
                Enumerable = bools,
                Nested = [[], [value]],
            }),
            new BoolForms(bools[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        byte[] bytes = [0, 255];
        yield return new CatalogueCase<ByteForms>(
        [
            .. bytes.Select(value => new ByteForms(
                value,
                value,
                bytes,
                [.. bytes, null],
                bytes,
                [.. bytes],
                [value],
                bytes.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, byte?> { ["a"] = value, [""] = null })
            {
                MaybeArray = bytes,
                Enumerable = bytes,
                Nested = [[], [value]],
            }),
            new ByteForms(bytes[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        sbyte[] sbytes = [-128, 127];
        yield return new CatalogueCase<SByteForms>(
        [
            .. sbytes.Select(value => new SByteForms(
                value,
                value,
                sbytes,
                [.. sbytes, null],
                sbytes,
                [.. sbytes],
                [value],
                sbytes.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, sbyte?> { ["a"] = value, [""] = null })
            {
                MaybeArray = sbytes,
                Enumerable = sbytes,
                Nested = [[], [value]],
            }),
            new SByteForms(sbytes[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        short[] int16s = [short.MinValue, short.MaxValue];
        yield return new CatalogueCase<Int16Forms>(
        [
            .. int16s.Select(value => new Int16Forms(
                value,
                value,
                int16s,
                [.. int16s, null],
                int16s,
                [.. int16s],
                [value],
                int16s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, short?> { ["a"] = value, [""] = null })
            {
                MaybeArray = int16s,
                Enumerable = int16s,
                Nested = [[], [value]],
            }),
            new Int16Forms(int16s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        ushort[] uint16s = [0, ushort.MaxValue];
        yield return new CatalogueCase<UInt16Forms>(
        [
            .. uint16s.Select(value => new UInt16Forms(
                value,
                value,
                uint16s,
                [.. uint16s, null],
                uint16s,
                [.. uint16s],
                [value],
                uint16s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, ushort?> { ["a"] = value, [""] = null })
            {
                MaybeArray = uint16s,
                Enumerable = uint16s,
                Nested = [[], [value]],
            }),
            new UInt16Forms(uint16s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        int[] int32s = [int.MinValue, int.MaxValue];
        yield return new CatalogueCase<Int32Forms>(
        [
            .. int32s.Select(value => new Int32Forms(
                value,
                value,
                int32s,
                [.. int32s, null],
                int32s,
                [.. int32s],
                [value],
                int32s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, int?> { ["a"] = value, [""] = null })
            {
                MaybeArray = int32s,
                Enumerable = int32s,
                Nested = [[], [value]],
            }),
            new Int32Forms(int32s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        uint[] uint32s = [0, uint.MaxValue];
        yield return new CatalogueCase<UInt32Forms>(
        [
            .. uint32s.Select(value => new UInt32Forms(
                value,
                value,
                uint32s,
                [.. uint32s, null],
                uint32s,
                [.. uint32s],
                [value],
                uint32s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, uint?> { ["a"] = value, [""] = null })
            {
                MaybeArray = uint32s,
                Enumerable = uint32s,
                Nested = [[], [value]],
            }),
            new UInt32Forms(uint32s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        long[] int64s = [long.MinValue, long.MaxValue];
        yield return new CatalogueCase<Int64Forms>(
        [
            .. int64s.Select(value => new Int64Forms(
                value,
                value,
                int64s,
                [.. int64s, null],
                int64s,
                [.. int64s],
                [value],
                int64s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, long?> { ["a"] = value, [""] = null })
            {
                MaybeArray = int64s,
                Enumerable = int64s,
                Nested = [[], [value]],
            }),
            new Int64Forms(int64s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        ulong[] uint64s = [0, ulong.MaxValue];
        yield return new CatalogueCase<UInt64Forms>(
        [
            .. uint64s.Select(value => new UInt64Forms(
                value,
                value,
                uint64s,
                [.. uint64s, null],
                uint64s,
                [.. uint64s],
                [value],
                uint64s.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, ulong?> { ["a"] = value, [""] = null })
            {
                MaybeArray = uint64s,
                Enumerable = uint64s,
                Nested = [[], [value]],
            }),
            new UInt64Forms(uint64s[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        float[] singles = [float.MinValue, 1.5e-45f, 0.1f, -0f];
        yield return new CatalogueCase<SingleForms>(
        [
            .. singles.Select(value => new SingleForms(
                value,
                value,
                singles,
                [.. singles, null],
                singles,
                [.. singles],
                [value],
                singles.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, float?> { ["a"] = value, [""] = null })
            {
                MaybeArray = singles,
                Enumerable = singles,
                Nested = [[], [value]],
            }),
            new SingleForms(singles[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        double[] doubles = [double.MaxValue, double.Epsilon, 0.1, -0d];
        yield return new CatalogueCase<DoubleForms>(
        [
            .. doubles.Select(value => new DoubleForms(
                value,
                value,
                doubles,
                [.. doubles, null],
                doubles,
                [.. doubles],
                [value],
                doubles.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, double?> { ["a"] = value, [""] = null })
            {
                MaybeArray = doubles,
                Enumerable = doubles,
                Nested = [[], [value]],
            }),
            new DoubleForms(doubles[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        decimal[] decimals = [decimal.MinValue, 0.10m, 79228162514264337593543950335m];
        yield return new CatalogueCase<DecimalForms>(
        [
            .. decimals.Select(value => new DecimalForms(
                value,
                value,
                decimals,
                [.. decimals, null],
                decimals,
                [.. decimals],
                [value],
                decimals.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, decimal?> { ["a"] = value, [""] = null })
            {
                MaybeArray = decimals,
                Enumerable = decimals,
                Nested = [[], [value]],
            }),
            new DecimalForms(decimals[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        char[] chars = ['a', '"', 'ö', '\0', '\u2028'];
        yield return new CatalogueCase<CharForms>(
        [
            .. chars.Select(value => new CharForms(
                value,
                value,
                chars,
                [.. chars, null],
                chars,
                [.. chars],
                [value],
                chars.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, char?> { ["a"] = value, [""] = null })
            {
                MaybeArray = chars,
                Enumerable = chars,
                Nested = [[], [value]],
            }),
            new CharForms(chars[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        Guid[] guids = [Guid.Empty, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")];
        yield return new CatalogueCase<GuidForms>(
        [
            .. guids.Select(value => new GuidForms(
                value,
                value,
                guids,
                [.. guids, null],
                guids,
                [.. guids],
                [value],
                guids.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, Guid?> { ["a"] = value, [""] = null })
            {
                MaybeArray = guids,
                Enumerable = guids,
                Nested = [[], [value]],
            }),
            new GuidForms(guids[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        DateTime[] datetimes = [DateTime.MinValue, DateTime.MaxValue, new DateTime(2026, 2, 28, 1, 2, 3, 4, DateTimeKind.Utc), new DateTime(2026, 2, 28, 1, 2, 3, DateTimeKind.Unspecified)];
        yield return new CatalogueCase<DateTimeForms>(
        [
            .. datetimes.Select(value => new DateTimeForms(
                value,
                value,
                datetimes,
                [.. datetimes, null],
                datetimes,
                [.. datetimes],
                [value],
                datetimes.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, DateTime?> { ["a"] = value, [""] = null })
            {
                MaybeArray = datetimes,
                Enumerable = datetimes,
                Nested = [[], [value]],
            }),
            new DateTimeForms(datetimes[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        DateTimeOffset[] datetimeoffsets = [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 2, 28, 1, 2, 3, TimeSpan.FromMinutes(-210))];
        yield return new CatalogueCase<DateTimeOffsetForms>(
        [
            .. datetimeoffsets.Select(value => new DateTimeOffsetForms(
                value,
                value,
                datetimeoffsets,
                [.. datetimeoffsets, null],
                datetimeoffsets,
                [.. datetimeoffsets],
                [value],
                datetimeoffsets.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, DateTimeOffset?> { ["a"] = value, [""] = null })
            {
                MaybeArray = datetimeoffsets,
                Enumerable = datetimeoffsets,
                Nested = [[], [value]],
            }),
            new DateTimeOffsetForms(datetimeoffsets[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        DateOnly[] dateonlys = [DateOnly.MinValue, DateOnly.MaxValue];
        yield return new CatalogueCase<DateOnlyForms>(
        [
            .. dateonlys.Select(value => new DateOnlyForms(
                value,
                value,
                dateonlys,
                [.. dateonlys, null],
                dateonlys,
                [.. dateonlys],
                [value],
                dateonlys.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, DateOnly?> { ["a"] = value, [""] = null })
            {
                MaybeArray = dateonlys,
                Enumerable = dateonlys,
                Nested = [[], [value]],
            }),
            new DateOnlyForms(dateonlys[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        TimeOnly[] timeonlys = [TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(1, 2, 3)];
        yield return new CatalogueCase<TimeOnlyForms>(
        [
            .. timeonlys.Select(value => new TimeOnlyForms(
                value,
                value,
                timeonlys,
                [.. timeonlys, null],
                timeonlys,
                [.. timeonlys],
                [value],
                timeonlys.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, TimeOnly?> { ["a"] = value, [""] = null })
            {
                MaybeArray = timeonlys,
                Enumerable = timeonlys,
                Nested = [[], [value]],
            }),
            new TimeOnlyForms(timeonlys[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        TimeSpan[] timespans = [TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)];
        yield return new CatalogueCase<TimeSpanForms>(
        [
            .. timespans.Select(value => new TimeSpanForms(
                value,
                value,
                timespans,
                [.. timespans, null],
                timespans,
                [.. timespans],
                [value],
                timespans.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, TimeSpan?> { ["a"] = value, [""] = null })
            {
                MaybeArray = timespans,
                Enumerable = timespans,
                Nested = [[], [value]],
            }),
            new TimeSpanForms(timespans[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        Colour[] colours = [Colour.Red, Colour.DarkBlue, (Colour)77, (Colour)(-1)];
        yield return new CatalogueCase<ColourForms>(
        [
            .. colours.Select(value => new ColourForms(
                value,
                value,
                colours,
                [.. colours, null],
                colours,
                [.. colours],
                [value],
                colours.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, Colour?> { ["a"] = value, [""] = null })
            {
                MaybeArray = colours,
                Enumerable = colours,
                Nested = [[], [value]],
            }),
            new ColourForms(colours[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        Rights[] rightss = [Rights.None, Rights.Read, Rights.Read | Rights.Write, Rights.All, (Rights)64, (Rights)65];
        yield return new CatalogueCase<RightsForms>(
        [
            .. rightss.Select(value => new RightsForms(
                value,
                value,
                rightss,
                [.. rightss, null],
                rightss,
                [.. rightss],
                [value],
                rightss.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, Rights?> { ["a"] = value, [""] = null })
            {
                MaybeArray = rightss,
                Enumerable = rightss,
                Nested = [[], [value]],
            }),
            new RightsForms(rightss[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        string[] strings = ["", "plain", "ö ü 漢字 😀 <>&'+`", "\"\\/\b\f\n\r\t\0\u001f\u007f\u2028\u2029\ufeff", new string('x', 5000)];
        yield return new CatalogueCase<StringForms>(
        [
            .. strings.Select(value => new StringForms(
                value,
                value,
                strings,
                [.. strings, null],
                strings,
                [.. strings],
                [value],
                strings.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, string?> { ["a"] = value, [""] = null })
            {
                MaybeArray = strings,
                Enumerable = strings,
                Nested = [[], [value]],
            }),
            new StringForms(strings[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        Point[] points = [new Point(1, 2), default];
        yield return new CatalogueCase<PointForms>(
        [
            .. points.Select(value => new PointForms(
                value,
                value,
                points,
                [.. points, null],
                points,
                [.. points],
                [value],
                points.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, Point?> { ["a"] = value, [""] = null })
            {
                MaybeArray = points,
                Enumerable = points,
                Nested = [[], [value]],
            }),
            new PointForms(points[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
        Leaf[] leafs = [new Leaf("a", null), new Leaf("", 3)];
        yield return new CatalogueCase<LeafForms>(
        [
            .. leafs.Select(value => new LeafForms(
                value,
                value,
                leafs,
                [.. leafs, null],
                leafs,
                [.. leafs],
                [value],
                leafs.Select((item, i) => (item, i)).ToDictionary(pair => $"Key {pair.i} \"ö\"", pair => pair.item),
                new Dictionary<string, Leaf?> { ["a"] = value, [""] = null })
            {
                MaybeArray = leafs,
                Enumerable = leafs,
                Nested = [[], [value]],
            }),
            new LeafForms(leafs[0], null, [], [], [], [], null, [], null) { Enumerable = [] },
        ]);
    }
}
