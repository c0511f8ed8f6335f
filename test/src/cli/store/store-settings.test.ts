import { describe, expect, test } from '@jest/globals';
import { readListing } from '../../../../src/cli/store/listing.ts';
import { isInStore, locationOf } from '../../../../src/cli/store/location.ts';
import { storeSettings } from '../../../../src/cli/store/store-settings.ts';

const USER = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
const A = 'https://a.example.org';
const B = 'https://b.example.org';

describe('the settings of a store', () => {
  test.each<[Record<string, string>, string, string]>([
    [{}, 'https://s3.us-east-1.amazonaws.com', 'us-east-1'],
    [{ AWS_REGION: 'eu-central-1' }, 'https://s3.eu-central-1.amazonaws.com', 'eu-central-1'],
    [{ AWS_DEFAULT_REGION: 'here' }, 'https://s3.here.amazonaws.com', 'here'],
    [{ AWS_ENDPOINT_URL: `${A}/` }, A, 'us-east-1'],
    [{ AWS_ENDPOINT_URL: A, AWS_ENDPOINT_URL_S3: B }, B, 'us-east-1'],
  ])('%j lead to %s in %s', (environment, endpoint, region) => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = USER;
    expect(storeSettings({ ...USER, ...environment })).toEqual({ endpoint, region, accessKeyId, secretAccessKey });
  });

  test('include a session token', () => {
    expect(storeSettings({ ...USER, AWS_SESSION_TOKEN: 'token' })).toMatchObject({ sessionToken: 'token' });
  });

  test.each<[Record<string, string>, RegExp]>([
    [{}, /expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
    [{ AWS_ACCESS_KEY_ID: 'id' }, /found at most one of them/],
    [{ ...USER, AWS_ENDPOINT_URL: 'store' }, /expected a URL of an object store .* found store/],
    [{ ...USER, AWS_ENDPOINT_URL: 'file:///x' }, /expected a URL of an object store/],
  ])('cannot be read from %j', (environment, expected) => {
    expect(() => storeSettings(environment)).toThrow(expected);
  });
});

test.each([
  ['s3://bucket', { bucket: 'bucket', key: '' }],
  ['s3://bucket/', { bucket: 'bucket', key: '' }],
  ['s3://bucket/a b/%2F?x.tar.gz', { bucket: 'bucket', key: 'a b/%2F?x.tar.gz' }],
])('%s is a location in a store', (path, location) => {
  expect(isInStore(path)).toBe(true);
  expect(locationOf(path)).toEqual(location);
});

test.each(['s3://', 's3:///key', 's3://a?b/key', 's3://../x'])('%s is not a location in a store', (path) => {
  expect(() => locationOf(path)).toThrow(/expected s3:\/\/BUCKET/);
});

describe('a listing', () => {
  test('is read with its objects, and with the token for the next page', () => {
    const xml = `<?xml version="1.0"?><ListBucketResult><Name>b</Name><EncodingType>url</EncodingType>
      <IsTruncated>true</IsTruncated><NextContinuationToken>t&amp;1</NextContinuationToken>
      <Contents><Key>a+b%2B%C3%BC</Key><Size>12</Size><ETag>&quot;e&quot;</ETag><Owner><ID>i</ID></Owner></Contents></ListBucketResult>`;
    expect(readListing(xml)).toEqual({
      objects: [{ key: 'a b+ü', size: 12, etag: '"e"' }],
      directories: [],
      next: 't&1',
    });
  });

  test('is read with its directories', () => {
    const xml = `<ListBucketResult><EncodingType>url</EncodingType><Prefix>a/</Prefix><IsTruncated>false</IsTruncated>
      <CommonPrefixes><Prefix>a/b+c/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>a/d/</Prefix></CommonPrefixes></ListBucketResult>`;
    expect(readListing(xml)).toEqual({ objects: [], directories: ['a/b c/', 'a/d/'], next: null });
  });

  test.each(['', '<html><body>no</body></html>', '<ListBucketResult>', '{"a":1}'])('is not read from %j', (text) => {
    expect(() => readListing(text)).toThrow(/expected a listing of objects/);
  });
});
