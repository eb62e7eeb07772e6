using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Stores;

public sealed class StoreVersionTests
{
    [Theory]
    [InlineData(5, "b", null, 6, "a", null, VersionVerdict.Newer)]
    [InlineData(5, "b", null, 4, "c", null, VersionVerdict.Older)]
    [InlineData(5, "b", 9, 4, "c", 99, VersionVerdict.Older)]           // when it was read does not make it newer
    [InlineData(5, "b", null, 5, "b", null, VersionVerdict.Same)]
    [InlineData(5, "b", null, 5, "b", 9, VersionVerdict.Same)]
    [InlineData(5, "b", null, 5, "a", 9, VersionVerdict.Newer)]         // what was read beats what was pushed
    [InlineData(5, "b", 8, 5, "a", 9, VersionVerdict.Newer)]
    [InlineData(5, "b", 9, 5, "a", 9, VersionVerdict.Older)]
    [InlineData(5, "b", 9, 5, "c", 8, VersionVerdict.Older)]
    [InlineData(5, "b", 9, 5, "c", null, VersionVerdict.Unsure)]
    [InlineData(5, "b", null, 5, "c", null, VersionVerdict.NewerUntilRead)]
    [InlineData(5, "b", null, 5, "a", null, VersionVerdict.Unsure)]
    public void Later_is_newer_and_of_one_time_what_was_read_last(int at, string hash, int? readAt, int offeredAt, string offeredHash, int? offeredReadAt, VersionVerdict verdict) =>
        Assert.Equal(verdict, Version(at, hash, readAt).Judge(Version(offeredAt, offeredHash, offeredReadAt)));

    [Fact]
    public void Pushes_end_with_the_same_version_in_every_order()
    {
        var version = from at in Gen.Choose(0, 2) from hash in Gen.Elements("a", "b", "c") select Version(at, hash, null);
        Prop.ForAll(version.NonEmptyListOf().Select(all => all.ToList()).ToArbitrary(), versions =>
            Assert.Equal(Last(versions), Last(Enumerable.Reverse(versions)))).QuickCheckThrowOnFailure();
    }

    private static StoreVersion Last(IEnumerable<StoreVersion> versions) =>
        versions.Aggregate((kept, offered) => kept.Judge(offered) is VersionVerdict.Newer or VersionVerdict.NewerUntilRead ? offered : kept);

    private static StoreVersion Version(int at, string hash, int? readAt) => new(Sample.Start.AddMinutes(at), hash, readAt is { } read ? Sample.Start.AddMinutes(read) : null);
}
